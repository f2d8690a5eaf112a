"""Inviting somebody by e-mail: a signed link on the village's own host that works once, and not for ever."""

import datetime as dt
import logging
import re
import secrets
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .access import people
from .models import Invitation, User, Village, VillageRole
from .scope import every_village

VALID_DAYS = 14
ONE_PRESS = dt.timedelta(minutes=1)  # who asks for the same within so long pressed the button twice
_signer = Signer(salt="villages.invitation")
_logger = logging.getLogger(__name__)


def invite(
    village: Village,
    email: str,
    role: str,
    *,
    name: str = "",
    by: User | None = None,
    leaver: User | None = None,
    leaver_until: dt.date | None = None,
) -> Invitation:
    """Write down an invitation; `send` mails it. A second one for the same address takes the place of the first.

    The same once more within a minute is a second press on the button: what is given back then says so (`pressed_twice`), and has
    been sent.

    Args:
        village: where to.
        email: of whom.
        role: what she will do there, one of `VillageRole.Role`.
        name: what to call her.
        by: who invites; replies go there.
        leaver: whose place she takes; her access ends when this is accepted and `leaver_until` has passed.
        leaver_until: the leaver's last day.

    Raises:
        ValidationError: somebody with this address works there already.
    """
    email = email.strip().lower()
    with every_village(), transaction.atomic():
        known = people(village).filter(email__iexact=email).first()
        if known is not None:
            raise ValidationError(
                _("%(name)s already works here with this address: change her role instead.")
                % {"name": known.get_full_name() or known.get_username()}
            )
        fields = {"name": name.strip(), "role": role, "invited_by": by, "leaver": leaver, "leaver_until": leaver_until}
        invitation, made = Invitation.objects.select_for_update().get_or_create(
            village=village, email=email, accepted_at=None, defaults={**fields, **_fresh()}
        )
        if not made:
            same = all(getattr(invitation, field) == value for field, value in fields.items())
            invitation.pressed_twice = same and invitation.expires_at > _end_of_term() - ONE_PRESS
        if not made and not invitation.pressed_twice:
            for field, value in {**fields, **_fresh()}.items():
                setattr(invitation, field, value)
            invitation.save()
    return invitation


def renew(invitation: Invitation) -> bool:
    """Give an invitation a new link and a new term; the old link no longer works.

    Says no, and changes nothing, where it has another link by now, or was accepted or withdrawn.
    """
    fresh = _fresh()
    known = Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce, accepted_at=None)
    if not known.update(**fresh):
        return False
    for field, value in fresh.items():
        setattr(invitation, field, value)
    return True


def _fresh() -> dict:
    return {"nonce": secrets.token_urlsafe(16), "expires_at": _end_of_term(), "sent_at": None}


def _end_of_term() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=VALID_DAYS)


def link(invitation: Invitation) -> str:
    """Give the address that the invited person opens, on the village's own host."""
    token = _signer.sign(f"{invitation.pk}.{invitation.nonce}")
    return f"{invitation.village.site.root_url}/uitnodiging/{token}/"


def send(invitation: Invitation) -> bool:
    """Mail an invitation in its village's language; say whether the mail left. The invitation stays either way."""
    village = invitation.village
    by = invitation.invited_by
    with translation.override(village.languages[0]):
        context = {
            "invitation": invitation,
            "village": village,
            "by": by.get_full_name() if by and not by.is_superuser else "",
            "link": link(invitation),
            "days": VALID_DAYS,
        }
        subject = " ".join(render_to_string("villages/mail/invitation_subject.txt", context).split())
        body = render_to_string("villages/mail/invitation.txt", context)
    message = EmailMessage(
        subject,
        re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n",
        formataddr((" ".join(village.name.split()), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        [invitation.email],
        reply_to=[by.email] if by and by.email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except OSError as error:  # no server, no network, refused: smtplib's errors are OSErrors
        _logger.warning("An invitation for %s could not be mailed: %s", village.slug, error)
        return False
    invitation.sent_at = timezone.now()
    with every_village():  # by the link that was mailed: it may be withdrawn by now, or have another one
        Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce).update(sent_at=invitation.sent_at)
    return True


def find(token: str) -> Invitation | None:
    """Give the invitation that a link belongs to, if it can still be accepted."""
    try:
        pk, nonce = _signer.unsign(token).split(".", 1)
    except (BadSignature, ValueError):
        return None
    usable = Invitation.objects.filter(accepted_at=None, expires_at__gt=timezone.now())
    return usable.filter(pk=pk, nonce=nonce).select_related("village__site", "leaver").first()


def accept(invitation: Invitation, *, first_name: str, last_name: str, password: str) -> User:
    """Make an account of an invitation, once.

    Raises:
        ValidationError: it was accepted or withdrawn in the meantime, or the address has an account here by now.
    """
    village = invitation.village
    with every_village(), transaction.atomic():
        open_one = Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce, accepted_at=None)
        if not open_one.update(accepted_at=timezone.now()):
            raise ValidationError(_("This invitation has been used already, or it was withdrawn."))
        if people(village).filter(email__iexact=invitation.email).exists():
            raise ValidationError(_("You have an account here already: log in with your e-mail address."))
        user = User.objects.create_user(
            free_username(invitation.email, village),
            invitation.email,
            password,
            first_name=first_name.strip(),
            last_name=last_name.strip(),
        )
        user.groups.add(village.roles.get(role=invitation.role).group)
        Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
        _let_go(invitation)
    return user


def _let_go(invitation: Invitation) -> None:
    """End the access of the one who handed over, no earlier than today."""
    leaver = invitation.leaver
    if leaver is not None and invitation.leaver_until is not None:
        leaver.access_until = max(invitation.leaver_until, timezone.localdate())
        leaver.save(update_fields=["access_until"])


def free_username(email: str, village: Village) -> str:
    """Give a user name that nobody on the instance has: the e-mail address, or one made of it and the village's name."""
    base = re.sub(r"[^\w.@+-]", "_", email.lower())[:120]
    candidates = [base, f"{base}.{village.slug[:20]}"]
    candidates += [f"{base}.{secrets.token_hex(3)}" for _attempt in range(5)]
    return next(name for name in candidates if not User.objects.filter(username=name).exists())


def successor_roles(leaver: User, village: Village) -> str:
    """Give the most responsible role that somebody has in a village: what a successor takes over."""
    roles = set(village.roles.filter(group__user=leaver).values_list("role", flat=True))
    for role in reversed(VillageRole.Role.values):
        if role in roles:
            return str(role)
    return str(VillageRole.Role.EDITOR)
