"""What the keeper sees of one village and can do with it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from villages.access import people
from villages.exporting import ExportError, open_archive
from villages.founding import add_language
from villages.hosting import add_host, move_village, remove_host, set_port
from villages.invitation_forms import InvitationForm
from villages.inviting import invite
from villages.models import Village, VillageRole
from villages.platform_forms import HostForm, LanguageForm, MoreHostForm, NameForm, RemovalForm
from villages.removing import GoneError, NotEmptyError, remove_village
from villages.renaming import rename_village

from .admin_forms import AdminFormView
from .invitations import Resend, ShowLink, Withdraw, cards_of, mail_and_say, open_invitations, writes_then_mails
from .keeping import VILLAGES, ForKeepers, with_figures


class OfVillage(ForKeepers):
    """A screen about the village whose short name is in the address."""

    village: Village

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the village."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        found = with_figures(Village.objects.select_related("site__root_page__locale", "collection"))
        self.village = get_object_or_404(found, slug=kwargs["slug"])

    def back(self) -> HttpResponseRedirect:
        """Go to the village's screen."""
        return redirect("dorpen:village", slug=self.village.slug)


class VillageView(OfVillage, WagtailAdminTemplateMixin, TemplateView):
    """A village: where it lives, what it speaks, who keeps it."""

    template_name = "villages/admin/village.html"
    header_icon = "site"

    def get_page_title(self) -> str:
        """Give the village's name."""
        return self.village.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        above = [{"url": reverse(name), "label": label} for label, name in VILLAGES]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.village.name}]

    def get_header_buttons(self) -> list[HeaderButton]:
        """Lead to the village itself."""
        return [HeaderButton(_("To the site"), url=f"{self.village.site.root_url}/", icon_name="view")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its hosts, languages, people and invitations."""
        names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        found = people(self.village).prefetch_related("groups__village_role").order_by("last_name", "first_name")
        return {
            **super().get_context_data(**kwargs),
            "village": self.village,
            "hosts": self.village.hosts.order_by("hostname"),
            "languages": [names.get(code, code) for code in self.village.languages],
            "more_languages": len(self.village.languages) < len(names),
            "people": [(person, self._roles(person)) for person in found],
            "cards": cards_of(open_invitations().filter(village=self.village), self.request, self._url),
        }

    def _url(self, what: str, pk: int) -> str:
        return reverse(f"dorpen:{what}", args=[self.village.slug, pk])

    def _roles(self, person: Any) -> str:
        roles = [getattr(group, "village_role", None) for group in person.groups.all()]
        return ", ".join(str(role) for role in roles if role and role.village_id == self.village.pk)


class VillageFormView(OfVillage, AdminFormView):
    """A form about a village; back to its screen afterwards."""

    header_icon = "site"
    done: Any = _("Changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the village."""
        return {**super().get_form_kwargs(), "village": self.village}

    def breadcrumbs_above(self) -> list[dict[str, Any]]:
        """Give the list and the village."""
        above = [{"url": reverse(name), "label": label} for label, name in VILLAGES]
        return [*above, {"url": reverse("dorpen:village", args=[self.village.slug]), "label": self.village.name}]

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, or say what is wrong with it."""
        try:
            with transaction.atomic():
                self.change(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        except IntegrityError:  # what was free when the form was looked at
            form.add_error(None, _now("Somebody else did this at the same moment. Look whether it is as you want it."))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return self.back()

    def change(self, data: dict[str, Any]) -> None:
        """Change the village."""
        raise NotImplementedError


class NameView(VillageFormView):
    """Its name and port."""

    page_title = _("Name and port")
    form_class = NameForm

    def change(self, data: dict[str, Any]) -> None:
        """Change them."""
        with transaction.atomic():
            rename_village(self.village, data["name"])
            set_port(self.village, data["port"])


class HostView(VillageFormView):
    """Its own host."""

    page_title = _("Another web address")
    form_class = HostForm
    explanation = _("Have the DNS of the new name lead to this server first: the village is there at once.")
    submit_label = _("Move the village")

    def change(self, data: dict[str, Any]) -> None:
        """Move it."""
        move_village(self.village, data["hostname"], keep_old=data["keep_old"])


class MoreHostView(VillageFormView):
    """One more host."""

    page_title = _("One more web address")
    form_class = MoreHostForm
    explanation = _("Whoever opens this address comes to the village's own, to the same page.")
    submit_label = _("Add the address")

    def change(self, data: dict[str, Any]) -> None:
        """Add it."""
        add_host(self.village, data["hostname"])


class LanguageView(VillageFormView):
    """One more language."""

    page_title = _("One more language")
    form_class = LanguageForm
    explanation = _(
        "The home page, newspaper, agenda, routes and contact point are there at once in that language. The editors translate the"
        " rest."
    )
    submit_label = _("Add the language")

    def change(self, data: dict[str, Any]) -> None:
        """Add it."""
        add_language(self.village, data["language"])


@writes_then_mails
class InviteHereView(OfVillage, AdminFormView):
    """Invite somebody to a village."""

    page_title = _("Invite somebody")
    header_icon = "mail"
    form_class = InvitationForm
    submit_label = _("Send the invitation")
    initial = {"role": VillageRole.Role.ADMIN}
    breadcrumbs_above = VillageFormView.breadcrumbs_above

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Write the invitation down and send it."""
        data = form.cleaned_data
        by: Any = self.request.user
        try:
            invitation = invite(self.village, data["email"], data["role"], name=data["name"], by=by)
        except ValidationError as error:
            form.add_error("email", error)
            return self.form_invalid(form)
        mail_and_say(self.request, invitation)
        return self.back()


class RemoveHostView(OfVillage, View):
    """Let go of a host."""

    def post(self, request: HttpRequest, slug: str, hostname: str) -> HttpResponseRedirect:
        """Remove it and go back."""
        try:
            remove_host(self.village, hostname)
            messages.success(request, _now("%(host)s no longer leads to the village.") % {"host": hostname})
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return self.back()


class RemoveVillageView(VillageFormView):
    """Remove the village, after exporting it."""

    page_title = _("Remove the village")
    form_class = RemovalForm
    submit_label = _("Make the archive and remove the village")
    explanation = _(
        "All pages, photos, papers and accounts go. First all of it is written to one archive, which is read back; only then it"
        " is removed."
    )

    def form_valid(self, form: Any) -> HttpResponse:
        """Export and remove it, or say why not."""
        name = self.village.name
        try:
            archive = remove_village(self.village)
        except GoneError:
            messages.success(self.request, _now("%(name)s is gone already.") % {"name": name})
            return redirect("dorpen:index")
        except (ExportError, NotEmptyError, OSError) as error:
            form.add_error(None, _now("Nothing was removed: %(error)s") % {"error": error})
            return self.form_invalid(form)
        said = _now("%(name)s is gone. The archive: %(path)s") % {"name": name, "path": archive.path}
        button = messages.button(reverse("dorpen:archive", args=[archive.path.name]), _now("Download the archive"))
        messages.success(self.request, said, buttons=[button])
        return redirect("dorpen:index")


class ArchiveView(ForKeepers, View):
    """An archive of a village that was exported."""

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Give the file, if it is one of ours."""
        try:
            file = open_archive(name)
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(file, as_attachment=True, filename=name)


class OfOneInvitation(OfVillage):
    """What is done to an invitation, done by the keeper."""

    def found(self) -> Any:
        """Give the invitations of this village."""
        return open_invitations().filter(village=self.village)


@writes_then_mails
class ResendHere(OfOneInvitation, Resend):
    """Send it again."""


class WithdrawHere(OfOneInvitation, Withdraw):
    """Take it back."""


class ShowLinkHere(OfOneInvitation, ShowLink):
    """Show the link."""
