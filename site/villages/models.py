"""A village, its hosts, its roles, its people and its look."""

import re

from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Collection, Locale, Site

from .scope import Scope, every_village

validate_colour = RegexValidator(re.compile(r"^#[0-9a-fA-F]{6}\Z"), _("Write a colour like #1f5f3a."))


class User(AbstractUser):
    """Somebody who works on a village's content, or keeps the platform."""

    access_until = models.DateField(
        _("access until"),
        null=True,
        blank=True,
        help_text=_("The last day on which this person can log in. Empty: no end."),
    )
    left_on = models.DateField(_("left on"), null=True, blank=True, editable=False)  # an account that was closed

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # lazy text is text, to Django
        verbose_name_plural = _("users")  # type: ignore[assignment]


class Village(models.Model):
    """One village of this instance: a site with its own pages, files, people and languages."""

    site = models.OneToOneField(Site, models.CASCADE, primary_key=True, related_name="village")
    slug = models.SlugField(_("short name"), unique=True, help_text=_("Used in commands and archives."))
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="village")
    locales = models.ManyToManyField(Locale, related_name="villages")

    known_languages: tuple[str, ...] = ()  # in a request: of the address that led here

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What people call the village."""
        return self.site.site_name

    @cached_property
    def look(self) -> "VillageLook":
        """How the village shows itself, asked for once."""
        look: VillageLook | None = getattr(self.site, "villagelook", None)  # a request fetches it with the village
        return look or VillageLook.for_site(self.site)

    @property
    def languages(self) -> list[str]:
        """Give the codes of the village's languages, its first language first."""
        if self.known_languages:
            return list(self.known_languages)
        codes = [locale.language_code for locale in self.locales.all()]
        first = self.site.root_page.locale.language_code
        return sorted(codes, key=lambda code: (code != first, code))

    def scope(self) -> Scope:
        """Give the facts from which all ownership follows, read from the database; the same ones whoever asks.

        A task begins outside every village, where no owned row is seen: hence the step over the wall, for these facts alone.
        """
        with every_village():
            homes = self.site.root_page.get_translations(inclusive=True).order_by().values_list("path", flat=True)
            return Scope(
                site=self.site_id,
                pages=tuple(homes),
                collection=self.collection.path,
                groups=tuple(self.roles.values_list("group_id", flat=True)),
                locales=tuple(self.locales.values_list("pk", flat=True)),
            )


class VillageHost(models.Model):
    """One more host that leads to a village: its old address, or `www.` before its name. It redirects to the village's own."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="hosts")
    hostname = models.CharField(_("host"), max_length=253, unique=True)

    class Meta:
        verbose_name = _("other host")
        verbose_name_plural = _("other hosts")

    def __str__(self) -> str:
        return self.hostname

    def clean(self) -> None:
        """Refuse a host that is a village's own.

        Raises:
            ValidationError: some village is at home there.
        """
        self.hostname = self.hostname.strip().lower()
        if Site._base_manager.filter(hostname=self.hostname).exists():
            raise ValidationError({"hostname": _("A village already lives at this host.")})


class Neighbour(models.Model):
    """A village that another one calls its neighbour: what the neighbour shares may be shown there. It need not be mutual."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="neighbours")
    neighbour = models.ForeignKey(Village, models.CASCADE, related_name="+", verbose_name=_("neighbouring village"))

    class Meta:
        verbose_name = _("neighbouring village")
        verbose_name_plural = _("neighbouring villages")
        constraints = [
            models.UniqueConstraint(fields=["village", "neighbour"], name="one_row_per_neighbour"),
            models.CheckConstraint(
                condition=~models.Q(village=models.F("neighbour")), name="no_village_is_its_neighbour"
            ),
        ]

    def __str__(self) -> str:
        return self.neighbour.name


class VillageRole(models.Model):
    """What a group of people does in a village."""

    class Role(models.TextChoices):
        """The three roles, from writing to keeping."""

        EDITOR = "editor", _("editor")
        FINAL_EDITOR = "final_editor", _("final editor")
        ADMIN = "admin", _("village admin")

    village = models.ForeignKey(Village, models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    group = models.OneToOneField(Group, models.CASCADE, related_name="village_role")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["village", "role"], name="one_group_per_role")]

    def __str__(self) -> str:
        return self.get_role_display()


class Invitation(models.Model):
    """Somebody who was asked by e-mail to work on a village's site; after accepting, a pointer to the account it became."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=VillageRole.Role.choices)
    invited_by = models.ForeignKey(User, models.SET_NULL, verbose_name=_("invited by"), null=True, related_name="+")
    nonce = models.CharField(max_length=32, editable=False)  # in the link; a new one makes the old link useless
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)  # empty where the mail could not leave
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(User, models.CASCADE, null=True, editable=False, related_name="+")
    leaver = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    leaver_until = models.DateField(null=True, editable=False)  # the leaver's last day, from when this is accepted on

    pressed_twice = False  # in the hands of who asked for it: it had been asked for a moment ago

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "email"],
                condition=models.Q(accepted_at__isnull=True),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


@register_setting(icon="view")
class VillageLook(BaseSiteSetting):
    """How a village shows itself, online and on paper."""

    tagline = models.CharField(
        _("tagline"), max_length=120, blank=True, help_text=_("A short line under the village's name, on every page.")
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#1f4e3d",
        validators=[validate_colour],
        help_text=_("Any colour: where it would be hard to read, a darker or lighter one is used."),
    )
    crest = models.ForeignKey(
        "core.VillageImage",
        models.SET_NULL,
        verbose_name=_("crest"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Square, at least 256 pixels wide."),
    )

    panels = [FieldPanel("tagline"), FieldPanel("colour"), FieldPanel("crest")]
    select_related = ["crest"]

    class Meta:
        verbose_name = _("look of the village")
        verbose_name_plural = _("looks of the villages")

    def __str__(self) -> str:
        return str(_("look of the village"))
