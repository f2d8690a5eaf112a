"""What follows from logging in, from a new password, from another role, and from what was deleted or taken out."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest
from wagtail.models import ModelLogEntry, PageLogEntry

from villages.access import account_closed
from villages.exporting import village_exported
from villages.models import Invitation, User, Village, VillageRole
from villages.removing import village_removed
from villages.scope import every_village

from .log import Deed, in_request, note
from .second_step import State, forget_second_step, state_of
from .throttle import forget_failures


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(password_saved, sender=User, dispatch_uid="security.password_saved")
    post_save.connect(account_saved, sender=User, dispatch_uid="security.account_saved")
    user_logged_in.connect(logged_in, dispatch_uid="security.logged_in")
    user_logged_out.connect(logged_out, dispatch_uid="security.logged_out")
    user_locked_out.connect(locked_out, dispatch_uid="security.locked_out")
    m2m_changed.connect(roles_changed, sender=User.groups.through, dispatch_uid="security.roles_changed")
    post_save.connect(invited, sender=Invitation, dispatch_uid="security.invited")
    post_delete.connect(withdrawn, sender=Invitation, dispatch_uid="security.withdrawn")
    account_closed.connect(closed, dispatch_uid="security.closed")
    village_exported.connect(exported, dispatch_uid="security.exported")
    village_removed.connect(removed, dispatch_uid="security.removed")
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(logged, sender=model, dispatch_uid=f"security.logged.{model.__name__}")


def password_saved(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Open the door to somebody whose new password was just saved."""
    # Django (5.2) keeps the password that was set until `save` is done, and tells nobody but validators.
    if instance._password is not None and not created and not raw:  # type: ignore[attr-defined]
        forget_failures(instance.username)
        note(Deed.PASSWORD, whom=instance)


def account_saved(instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Keep no keys of somebody who left."""
    if instance.left_on and not raw:
        forget_second_step(instance)


def logged_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Note who came in; who still has to take the second step is noted when she has."""
    if state_of(user, verified=False) is not State.MUST_PROVE:
        note(Deed.LOGIN, person=user)


def logged_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Note who went."""
    if user is not None:
        note(Deed.LOGOUT, person=user)


def locked_out(request: HttpRequest, **kwargs: Any) -> None:
    """Note that the door was shut: once, when it was, and not at every knock after that."""
    if request.axes_failures_since_start is not None:  # type: ignore[attr-defined]
        note(Deed.LOCKED)


def roles_changed(action: str, instance: User | Group, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Note which role somebody got or lost, in the log of the village that it is a role in."""
    deed = {"post_add": Deed.ROLE_GIVEN, "post_remove": Deed.ROLE_TAKEN, "pre_clear": Deed.ROLE_TAKEN}.get(action)
    if deed is None:
        return
    with every_village():
        if isinstance(instance, Group):
            people = User.objects.filter(pk__in=pk_set) if pk_set is not None else User.objects.filter(groups=instance)
            roles = VillageRole.objects.filter(group=instance)
        else:
            people = User.objects.filter(pk=instance.pk)
            roles = VillageRole.objects.filter(group__in=instance.groups.all() if pk_set is None else pk_set)
        for role in roles:
            for person in people:
                note(deed, whom=person, about=role.role, village=role.village_id)


def invited(instance: Invitation, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Note who was asked to come."""
    if created and not raw:
        note(Deed.INVITED, person=instance.invited_by, about=instance.email, village=instance.village_id)


def withdrawn(instance: Invitation, **kwargs: Any) -> None:
    """Note an invitation that somebody took back; what a command forgets, and what goes with a village, nobody took back."""
    with every_village():
        if in_request() and Village.objects.filter(pk=instance.village_id).exists() and instance.accepted_at is None:
            note(Deed.WITHDRAWN, about=instance.email, village=instance.village_id)


def closed(user: User, village: Village, **kwargs: Any) -> None:
    """Note whose account was closed."""
    note(Deed.CLOSED, whom=user, village=village.pk)


def exported(village: Village, name: str, **kwargs: Any) -> None:
    """Note that all of a village was written to an archive."""
    note(Deed.EXPORTED, about=name, village=village.pk)


def removed(**kwargs: Any) -> None:
    """Note, at the platform, that a village is gone; not which one, for nothing of it stays."""
    note(Deed.REMOVED)


def logged(instance: PageLogEntry | ModelLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Keep what was deleted in the village's own log: what Wagtail's rows point at is gone, and with it whose they are."""
    if created and instance.deleted and not raw:
        note(Deed.DELETED, person=instance.user, about=instance.label)
