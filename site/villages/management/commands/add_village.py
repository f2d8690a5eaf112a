"""Add a village in one step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.text import slugify

from villages.access import people
from villages.commands import village_named
from villages.founding import FirstAdmin, add_language, found_village
from villages.inviting import invite, link, send
from villages.models import Invitation, Village, VillageRole
from villages.scope import every_village


class Command(BaseCommand):
    """`add_village "Zavelberg" zavelberg.example.be --languages nl,fr --from lindehoek --beheerder rita@example.be`"""

    help = (
        "Add a village: site, pages in each language, collection, groups, workflow, and an invitation for its first admin."
        " Where it is there already, languages that it lacks are added and nothing else changes; what differs is said."
    )

    def add_arguments(self, parser: Any) -> None:
        """Take the name, the host, and what it begins with."""
        parser.add_argument("name", help="What people call the village.")
        parser.add_argument("hostname", help="Its own host, like zavelberg.example.be.")
        parser.add_argument(
            "--languages",
            help="Codes with commas between; the first is the village's own. Without it: those of --from, or nl.",
        )
        parser.add_argument("--slug", default="", help="Its short name in commands; made from the name if left out.")
        parser.add_argument("--port", type=int, help="The port in its addresses: 443 (https) if left out.")
        parser.add_argument("--from", dest="like", help="The short name of a village whose arrangement it begins with.")
        parser.add_argument("--beheerder", help="The e-mail address of its first admin, who gets an invitation.")
        parser.add_argument("--beheerder-name", default="", help="What to call her in it.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the village, or say how the one that is there differs.

        Raises:
            CommandError: the host or name is taken by another village, or something is malformed. Nothing was changed.
        """
        slug = options["slug"] or slugify(options["name"])
        hostname = options["hostname"].strip().lower()
        with every_village():
            found = list(
                Village.objects.filter(
                    Q(slug=slug) | Q(site__hostname=hostname) | Q(hosts__hostname=hostname)
                ).distinct()
            )
            if len(found) > 1:
                raise CommandError(f"{slug} and {hostname} are two villages: {', '.join(v.slug for v in found)}.")
            try:
                village = self._compare(found[0], hostname, options) if found else self._found(slug, hostname, options)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            for invitation in Invitation.objects.filter(village=village, accepted_at=None, sent_at=None):
                self._send(invitation)

    def _found(self, slug: str, hostname: str, options: dict[str, Any]) -> Village:
        like = village_named(options["like"]) if options["like"] else None
        languages = _codes(options["languages"]) or (like.languages if like else ["nl"])
        admin = FirstAdmin(options["beheerder"], options["beheerder_name"]) if options["beheerder"] else None
        port = options["port"] or 443
        village = found_village(
            options["name"], hostname, languages=languages, slug=slug, port=port, like=like, admin=admin
        )
        self.stdout.write(f"{village.name} lives at {village.site.root_url}/")
        if admin is None:
            self.stdout.write("Nobody can log in yet: run this again with --beheerder and an e-mail address.")
        return village

    def _compare(self, village: Village, hostname: str, options: dict[str, Any]) -> Village:
        """Add the languages and the admin that are missing; say what else differs, and how to change it."""
        change = f"To change that: manage.py change_village {village.slug}"
        if hostname not in (village.site.hostname, *village.hosts.values_list("hostname", flat=True)):
            raise CommandError(
                f"{village.name} ({village.slug}) lives at {village.site.hostname}, not at {hostname}; nothing was changed."
                f" {change} --host {hostname}. Is it another village of that name? Give it a --slug of its own."
            )
        self.stdout.write(f"{village.name} ({village.slug}) already lives at {village.site.root_url}/")
        if village.site.hostname != hostname:
            self.stdout.write(f"{hostname} redirects there. {change} --host {hostname}")
        if village.name != options["name"].strip():
            self.stdout.write(f'Its name is {village.name}, not {options["name"]}. {change} --name "{options["name"]}"')
        if options["port"] and village.site.port != options["port"]:
            self.stdout.write(
                f"Its port is {village.site.port}, not {options['port']}. {change} --port {options['port']}"
            )
        if options["like"]:
            self.stdout.write("--from is for a village that is new; nothing was taken over.")
        self._languages(village, _codes(options["languages"]))
        self._admin(village, options)
        return village

    def _languages(self, village: Village, codes: list[str]) -> None:
        here = village.languages
        for code in codes:
            if code not in here:
                add_language(village, code)
                self.stdout.write(
                    f"Language {code} was added: home page and sections are there, the rest is for translators."
                )
        if codes and codes[0] != here[0]:
            self.stdout.write(f"Its first language stays {here[0]}: its other pages are translated from that.")
        if kept := [code for code in here if codes and code not in codes]:
            self.stdout.write(f"It has {', '.join(kept)} too; a language with its pages is not taken away.")

    def _admin(self, village: Village, options: dict[str, Any]) -> None:
        email = (options["beheerder"] or "").strip().lower()
        if not email:
            return
        if people(village).filter(email__iexact=email).exists():
            self.stdout.write(f"{email} works there already.")
        elif Invitation.objects.filter(village=village, email=email, accepted_at=None).exists():
            self.stdout.write(f"{email} is invited already.")
        else:
            invite(village, email, VillageRole.Role.ADMIN, name=options["beheerder_name"])

    def _send(self, invitation: Invitation) -> None:
        if send(invitation):
            self.stdout.write(f"{invitation.email} is invited as {invitation.role}.")
        else:
            self.stderr.write(
                f"The mail to {invitation.email} could not be sent. Hand over this link: {link(invitation)}"
            )


def _codes(languages: str | None) -> list[str]:
    return [code.strip() for code in (languages or "").split(",") if code.strip()]
