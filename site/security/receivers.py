"""What follows from a new password, and from an account that is closed."""

from typing import Any

from django.db.models.signals import post_save

from villages.models import User

from .second_step import forget_second_step
from .throttle import forget_failures


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(password_saved, sender=User, dispatch_uid="security.password_saved")
    post_save.connect(account_saved, sender=User, dispatch_uid="security.account_saved")


def password_saved(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Open the door to somebody whose new password was just saved."""
    # Django (5.2) keeps the password that was set until `save` is done, and tells nobody but validators.
    if instance._password is not None and not created and not raw:  # type: ignore[attr-defined]
        forget_failures(instance.username)


def account_saved(instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Keep no keys of somebody who left."""
    if instance.left_on and not raw:
        forget_second_step(instance)
