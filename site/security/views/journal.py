"""The screen of the log."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from security.reading import CONTENT, OUT, PEOPLE, Question, lines
from villages.forms import DayInput
from villages.models import User
from villages.scope import current_village

PERMISSION = "security.view_logrow"


class QuestionForm(forms.Form):
    """What to look for."""

    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("Everything")),
            (PEOPLE, _("Logging in, passwords and roles")),
            (CONTENT, _("Pages, photos and settings")),
            (OUT, _("What was taken out")),
        ],
    )
    person = forms.ModelChoiceField(
        label=_("Who"), required=False, queryset=User.objects.none(), empty_label=_("Everybody")
    )
    day = forms.DateField(label=_("Up to and including"), required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = User.objects.order_by("first_name", "last_name", "username")
        person.label_from_instance = lambda user: user.get_full_name() or user.get_username()

    def question(self, before: dt.datetime | None) -> Question:
        """Give what was asked; what makes no sense was not asked."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        day = asked.get("day")
        end = None
        if day and day < dt.date.max:
            end = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))
        return Question(asked.get("kind") or "", asked.get("person"), end, before)


class JournalView(WagtailAdminTemplateMixin, TemplateView):
    """Who did what, the newest first, a page at a time."""

    template_name = "security/journal.html"
    page_title = _("Log")
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer who may read it.

        Raises:
            PermissionDenied: somebody who edits only.
        """
        if not request.user.has_perm(PERMISSION):  # type: ignore[union-attr]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines, and where the older ones are."""
        form = QuestionForm(self.request.GET)
        found, older = lines(form.question(_moment(self.request.GET.get("voor", ""))))
        asked = {name: value for name, value in self.request.GET.items() if name in form.fields and value}
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "lines": found,
            "of_platform": current_village() is None,
            "older": urlencode({**asked, "voor": older.isoformat()}) if older else "",
            "newest": urlencode(asked) if "voor" in self.request.GET else None,
        }


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
