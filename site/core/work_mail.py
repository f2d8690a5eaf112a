"""Wagtail's mail about work: what waits for approval, was approved or refused, or was remarked upon."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.db import transaction
from wagtail.admin import mail
from wagtail.admin.views.pages import edit


def mail_after_commit() -> None:
    """Have Wagtail (8.0) send its mail once what it is about stands in the database: nobody waits for it, and none is untrue."""
    mail.EmailNotificationMixin.send_emails = _after_commit(mail.EmailNotificationMixin.send_emails)
    edit.send_notification = _after_commit(edit.send_notification)


def _after_commit(send: Callable[..., Any]) -> Callable[..., bool]:
    @wraps(send)
    def later(*args: Any, **kwargs: Any) -> bool:
        transaction.on_commit(partial(send, *args, **kwargs), robust=True)
        return True

    return later
