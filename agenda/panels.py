"""The editor's form for an event, in the order of the work."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from core.models import BasePage

WHEN_PANEL = "agenda/admin/when_panel.html"


class OriginalsInlinePanel(InlinePanel):
    """An inline panel that is left out where the form has no such list: a translation follows its original."""

    class BoundPanel(InlinePanel.BoundPanel):
        """The panel on a form."""

        def __init__(self, **kwargs: Any) -> None:
            form = kwargs.get("form")
            self.asked = form is None or kwargs["panel"].relation_name in form.formsets
            if self.asked:
                super().__init__(**kwargs)
            else:
                Panel.BoundPanel.__init__(self, **kwargs)

        def is_shown(self) -> bool:
            """Tell whether the form asks for this list."""
            return self.asked and super().is_shown()


def event_edit_handler() -> TabbedInterface:
    """Give the tabs: the event, what is different, web address, publishing."""
    event = [
        *BasePage.content_panels,
        FieldPanel("category"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldPanel("repeat"),
                FieldPanel("month_positions", attrs={"data-agenda-for": "monthly yearly"}),
                FieldPanel("weekdays", attrs={"data-agenda-for": "weekly"}),
                FieldRowPanel(
                    [FieldPanel("repeat_until"), FieldPanel("repeat_count")],
                    attrs={"data-agenda-for": "daily weekly monthly yearly"},
                ),
                FieldPanel("end_date"),
            ],
            _("When"),
        ),
        HelpPanel(template=WHEN_PANEL, heading=_("What residents will read")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place_name"), FieldPanel("address")]),
                FieldRowPanel([FieldPanel("wheelchair"), FieldPanel("hearing_loop")]),
            ],
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
                FieldRowPanel([FieldPanel("bring_someone"), FieldPanel("for_neighbours")]),
                FieldRowPanel([FieldPanel("photo"), FieldPanel("photo_alt")]),
            ],
            _("What happens"),
        ),
    ]
    different = [
        OriginalsInlinePanel(
            "changes",
            heading=_("One time is different"),
            label=_("change"),
            help_text=_("Called off, moved, elsewhere: only that one time changes, the series goes on."),
        ),
        OriginalsInlinePanel("skipped_dates", heading=_("Not on"), label=_("date")),
        OriginalsInlinePanel(
            "extra_dates",
            heading=_("Also on"),
            label=_("date"),
            help_text=_("Extra dates at the usual time. For a list of dates: all dates after the first."),
        ),
        OriginalsInlinePanel("pauses", heading=_("Pauses"), label=_("pause")),
        FieldPanel("months_off"),
        MultiFieldPanel([FieldPanel("cancelled"), FieldPanel("cancelled_note")], _("All of it is called off")),
        HelpPanel(template=WHEN_PANEL, heading=_("What residents will read")),
    ]
    return TabbedInterface(
        [
            ObjectList(event, heading=_("Event")),
            ObjectList(different, heading=_("Called off, moved, pauses")),
            ObjectList(BasePage.promote_panels, heading=_("Web address")),
            ObjectList(BasePage.settings_panels, heading=_("Publishing")),
        ]
    )
