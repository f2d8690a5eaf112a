"""Somebody who gets the newspaper, the week's agenda, or both by e-mail."""

import datetime as dt
import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

MAX_BOUNCES = 3  # rejections in a row after which an address is left alone
CONFIRM_DAYS = 7  # who did not confirm by then is forgotten


def new_token() -> str:
    """Give what stands in a subscriber's links: 192 random bits."""
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet):
    """Subscribers by what may be sent to them."""

    def active(self) -> "SubscriberQuerySet":
        """Those who confirmed and whose address takes mail."""
        return self.filter(confirmed_at__isnull=False, suspended_at__isnull=True)

    def never_confirmed(self, now: dt.datetime) -> "SubscriberQuerySet":
        """Those who were asked a week ago and never answered."""
        return self.filter(confirmed_at__isnull=True, created_at__lt=now - dt.timedelta(days=CONFIRM_DAYS))


class Subscriber(models.Model):
    """An address with what it gets. Nothing goes there before its owner confirmed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="subscribers")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=12)
    editions = models.BooleanField(_("each new edition"), default=True)
    agenda = models.BooleanField(_("the agenda every week"), default=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now)  # when the last mail with a link went out
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    bounces = models.PositiveSmallIntegerField(_("rejections in a row"), default=0)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [models.UniqueConstraint(fields=["site", "email"], name="one_subscription_per_address")]

    def __str__(self) -> str:
        return self.email
