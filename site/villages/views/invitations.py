"""The invitations of a village: whom, sending again, withdrawing, and the link where the mail would not go."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from villages.handing_over import hand_over
from villages.invitation_forms import HandOverForm, InvitationForm
from villages.inviting import invite, link, renew, send
from villages.models import Invitation

from .admin_forms import AdminFormView, ForUserManagers

# Written down first, in a transaction of its own, then mailed: an invitation that cannot be mailed is there all the same.
writes_then_mails = method_decorator(non_atomic_requests, name="dispatch")
USERS = ((_("Users"), "wagtailusers_users:index"),)


def mail_and_say(request: HttpRequest, invitation: Invitation) -> None:
    """Send an invitation and say what came of it; where the mail can't leave, the link is there to hand over.

    After a second press on the button nothing is sent: a second mail would make the link in the first one useless.
    """
    if invitation.pressed_twice:
        said = _now("%(email)s was invited a moment ago. No second mail was sent.")
        messages.success(request, said % {"email": invitation.email})
    elif send(invitation):
        messages.success(request, _now("The invitation for %(email)s has been sent.") % {"email": invitation.email})
    else:
        said = _now(
            "The mail to %(email)s could not be sent. Nothing is lost: the link stands below, hand it over yourself."
        )
        messages.error(request, said % {"email": invitation.email})


class OpenInvitations(ForUserManagers, WagtailAdminTemplateMixin, TemplateView):
    """Who was invited and has not come yet."""

    template_name = "villages/admin/invitations.html"
    page_title = _("Invitations")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        above = [{"url": reverse(name), "label": label} for label, name in USERS]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]

    def get_header_buttons(self) -> list[HeaderButton]:
        """Offer to invite one more."""
        return [HeaderButton(_("Invite somebody"), url=reverse("invitations:add"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invitations that wait, the newest first."""
        cards = cards_of(open_invitations(), self.request, lambda what, pk: reverse(f"invitations:{what}", args=[pk]))
        return {**super().get_context_data(**kwargs), "cards": cards}


def cards_of(
    invitations: QuerySet[Invitation], request: HttpRequest, url: Callable[[str, int], str]
) -> list[dict[str, Any]]:
    """Give what a card shows of each invitation, the newest first: its link where it was not mailed, or is asked for."""
    now, asked = timezone.now(), request.GET.get("link", "")
    cards = []
    for invitation in invitations.order_by("-pk"):
        expired = invitation.expires_at <= now
        shown = not expired and (invitation.sent_at is None or asked == str(invitation.pk))
        urls = {f"{what}_url": url(what, invitation.pk) for what in ("resend", "link", "withdraw")}
        shown_link = link(invitation) if shown else ""
        cards.append(
            {"invitation": invitation, "expired": expired, "link": shown_link, "term": term_of(invitation), **urls}
        )
    return cards


def term_of(invitation: Invitation) -> str:
    """Give the end of an invitation's term to the microsecond: each sending has its own."""
    return invitation.expires_at.isoformat()


def open_invitations() -> QuerySet[Invitation]:
    """Give the invitations that nobody has accepted yet, also those whose term is over."""
    return Invitation.objects.filter(accepted_at=None).select_related("invited_by", "leaver", "village__site")


@writes_then_mails
class InviteView(ForUserManagers, AdminFormView):
    """Invite somebody."""

    page_title = _("Invite somebody")
    header_icon = "mail"
    form_class = InvitationForm
    submit_label = _("Send the invitation")
    explanation = _("She gets a mail with a link. There she writes her name, chooses a password, and is in.")
    trail = USERS

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Write the invitation down and send it."""
        data = form.cleaned_data
        try:
            invitation = invite(
                self.village,
                data["email"],
                data["role"],
                name=data["name"],
                by=self.request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            form.add_error("email", error)
            return self.form_invalid(form)
        mail_and_say(self.request, invitation)
        return redirect("invitations:index")


@writes_then_mails
class HandOverView(ForUserManagers, AdminFormView):
    """Name a successor and a last day."""

    page_title = _("Hand over")
    header_icon = "user"
    form_class = HandOverForm
    submit_label = _("Hand over")
    explanation = _(
        "Does somebody stop? Her successor gets the same role, she gets a last day. Nothing that she wrote is lost."
    )
    trail = USERS

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the village and who asks."""
        return {**super().get_form_kwargs(), "village": self.village, "user": self.request.user}

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        """Hand over."""
        data = form.cleaned_data
        leaver, last_day = data["leaver"], data["last_day"]
        invitation = hand_over(
            self.village,
            leaver,
            last_day,
            data["email"],
            name=data["name"],
            by=self.request.user,  # type: ignore[arg-type]
        )
        if invitation is None:
            said = _now("Handed over. The last day of %(name)s is %(day)s.")
            day = last_day.strftime("%d/%m/%Y")
            messages.success(self.request, said % {"name": leaver.get_full_name() or leaver, "day": day})
            return redirect("wagtailusers_users:index")
        mail_and_say(self.request, invitation)
        return redirect("invitations:index")


class InvitationAction(View):
    """Something that is done to an invitation that waits."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        """Do it and go back to the list."""
        query = self.do(get_object_or_404(self.found(), pk=kwargs["pk"]))
        back = self.back()
        back["Location"] += query or ""
        return back

    def found(self) -> QuerySet[Invitation]:
        """Give the invitations that are meant."""
        return open_invitations()

    def back(self) -> HttpResponseRedirect:
        """Go to the list."""
        return redirect("invitations:index")

    def do(self, invitation: Invitation) -> str | None:
        """Do it to this invitation; what is given back is added to the address of the list."""
        raise NotImplementedError


class Resend(InvitationAction):
    """Send it again, with a new link and a new term."""

    def do(self, invitation: Invitation) -> None:
        """Send it again; not where the screen that asks shows another term than it has by now."""
        asked_about = self.request.POST.get("term", "")
        if asked_about not in ("", term_of(invitation)) or not renew(invitation):
            invitation.pressed_twice = True
        mail_and_say(self.request, invitation)


class Withdraw(InvitationAction):
    """Take it back: the link no longer works, the address is forgotten."""

    def do(self, invitation: Invitation) -> None:
        """Withdraw it."""
        email = invitation.email
        invitation.delete()
        messages.success(self.request, _now("The invitation for %(email)s has been withdrawn.") % {"email": email})


class ShowLink(InvitationAction):
    """Show the link, for who gets no mail."""

    def do(self, invitation: Invitation) -> str:
        """Show it, on its card."""
        if invitation.expires_at <= timezone.now():
            renew(invitation)
        return f"?link={invitation.pk}"


@writes_then_mails
class ResendView(ForUserManagers, Resend):
    """Send it again, in a village's admin."""


class WithdrawView(ForUserManagers, Withdraw):
    """Take it back, in a village's admin."""


class ShowLinkView(ForUserManagers, ShowLink):
    """Show the link, in a village's admin."""
