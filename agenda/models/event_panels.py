"""The editor's form of an event, in the order of the work."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface

from core.models import BasePage

EVENT = [
    *BasePage.content_panels,
    FieldPanel("category"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time"), FieldPanel("end_time")]),
            FieldPanel("end_date"),
        ],
        _("When"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("place_name"), FieldPanel("address")]), FieldPanel("wheelchair"), FieldPanel("hearing_loop")],
        _("Where"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]), FieldPanel("contact_email")],
        _("Whom to call"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("description"),
            FieldPanel("price"),
            FieldPanel("bring_someone"),
            FieldRowPanel([FieldPanel("photo"), FieldPanel("photo_alt")]),
        ],
        _("What happens"),
    ),
]
SERIES = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("frequency"), FieldPanel("interval")]),
            FieldPanel("month_positions"),
            FieldRowPanel([FieldPanel("repeat_until"), FieldPanel("repeat_count")]),
        ],
        _("Does it come back?"),
    ),
    MultiFieldPanel([FieldPanel("weekdays"), FieldPanel("months_off")], _("Seldom needed"), classname="collapsed"),
    InlinePanel("pauses", heading=_("Pauses"), label=_("pause")),
    InlinePanel("skipped_dates", heading=_("Dates on which it is not held"), label=_("date")),
    InlinePanel(
        "extra_dates",
        heading=_("Extra dates"),
        label=_("date"),
        help_text=_("With “A list of dates”: all dates after the first."),
    ),
]
CHANGES = [InlinePanel("changes", heading=_("Called off, moved or different once"), label=_("date"))]


def event_edit_handler() -> Any:
    """Give the tabs: what, how often, what is different once, the address, publishing."""
    return TabbedInterface(
        [
            ObjectList(EVENT, heading=_("Event")),
            ObjectList(SERIES, heading=_("Series")),
            ObjectList(CHANGES, heading=_("Different once")),
            ObjectList(BasePage.promote_panels, heading=_("Web address")),
            ObjectList(BasePage.settings_panels, heading=_("Publishing")),
        ]
    )
