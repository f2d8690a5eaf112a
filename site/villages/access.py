"""Who may still get in, and how somebody leaves without taking anything along or locking the village out."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import APIToken
from wagtail.users.models import UserProfile

from .models import Invitation, User, Village, VillageRole
from .scope import every_village

Role = VillageRole.Role
account_closed = Signal()  # sent with `user` and `village` when somebody has left a village for good


def people(village: Village) -> QuerySet[User]:
    """Give those who work on a village's site, also those whose access has ended; not those who left."""
    return User.objects.filter(groups__village_role__village=village, left_on=None).distinct()


def is_only_here(user: User, village: Village) -> bool:
    """Say whether a user belongs to this village alone: only then may its admin change the account itself."""
    with every_village():
        elsewhere = user.groups.exclude(village_role__village=village).exists()
    return not (elsewhere or user.is_superuser)


def lasting_admins(village: Village) -> QuerySet[User]:
    """Give the village's admins who can log in and whose access has no end."""
    groups = Group.objects.filter(village_role__village=village, village_role__role=Role.ADMIN)
    return User.objects.filter(groups__in=groups, is_active=True, access_until=None, left_on=None)


def keep_an_admin(village: Village, user: User, *, roles: Iterable[Group] = (), until: dt.date | None = None) -> None:
    """Refuse a change after which no admin without an end date would be left.

    Args:
        village: whose admin this is about.
        user: who changes.
        roles: the groups that this person will be in; none for somebody who leaves.
        until: this person's last day from now on.

    Raises:
        ValidationError: this is the last admin, with what to do first.
    """
    with every_village():
        admins = lasting_admins(village)
        if not admins.filter(pk=user.pk).exists() or admins.exclude(pk=user.pk).exists():
            return
        stays = VillageRole.objects.filter(village=village, role=Role.ADMIN, group__in=list(roles)).exists()
    if not stays or until is not None:
        raise ValidationError(
            _(
                "%(name)s is the village's last admin: without her nobody can let anybody in. First invite a successor as"
                " village admin, or use “Hand over”."
            )
            % {"name": user.get_full_name() or user.get_username()}
        )


def close_account(user: User, village: Village, *, forget_name: bool = False) -> None:
    """Have somebody leave a village for good; all that she wrote stays, with her name unless it is to be forgotten.

    The account stays as the name behind her writing: it can't log in, and its e-mail address, user name, profile, tokens and
    invitations are gone. Somebody who also works for another village only loses her roles in this one.

    Raises:
        ValidationError: this is the last admin.
    """
    keep_an_admin(village, user)
    with every_village(), transaction.atomic():
        if not is_only_here(user, village):
            user.groups.remove(*Group.objects.filter(village_role__village=village))
            account_closed.send(sender=User, user=user, village=village)
            return
        Invitation.objects.filter(Q(accepted_by=user) | Q(village=village, email__iexact=user.email)).delete()
        APIToken.objects.filter(user=user).delete()
        for profile in UserProfile.objects.filter(user=user):
            profile.avatar.delete(save=False)
            profile.delete()
        user.is_active, user.left_on, user.email = False, timezone.localdate(), ""
        user.username = f"vertrokken-{user.pk}"
        user.set_unusable_password()
        if forget_name:
            with translation.override(village.languages[0]):
                user.first_name, user.last_name = _("Former"), _("colleague")
        user.save()
        account_closed.send(sender=User, user=user, village=village)
