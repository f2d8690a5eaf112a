"""The list of routes, and a route."""

from functools import cached_property
from typing import Any

from csp.constants import SELF
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.headers import CSP, public_policy
from core.models import BasePage
from fietsroutes.drawing import ProfileDrawing, RouteDrawing, draw_profile, draw_route
from fietsroutes.forms import RoutePageForm
from fietsroutes.node_numbers import read_nodes, validate_nodes
from fietsroutes.panels import StopsMapPanel

from .files import RouteFilesMixin
from .measured import MeasuredTrackMixin
from .stops import Stop


class RoutesPage(BasePage):
    """The village's routes."""

    intro = models.TextField(_("intro"), blank=True, help_text=_("One or two sentences above the list."))

    carried_over = ("intro",)  # by a new village: villages/carrying_over.py

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["fietsroutes.RoutePage"]

    class Meta:
        verbose_name = _("list of cycling routes")
        verbose_name_plural = _("lists of cycling routes")

    def routes(self) -> Any:
        """Give the live routes below this page, each with `stop_count`, in the order of the page tree."""
        found = RoutePage.objects.child_of(self).live().order_by("path") if self.path else RoutePage.objects.none()
        return found.annotate(stop_count=models.Count("stops"))

    def shown_below(self) -> Any:
        """Give the routes."""
        return self.routes()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the routes, and those of the neighbours who share."""
        from fietsroutes.nearby import shared_routes

        nearby = shared_routes(getattr(request, "village", None))
        return {**super().get_context(request, *args, **kwargs), "routes": self.routes(), "nearby": nearby}


# mypy does not follow imports into Wagtail, so it cannot know the manager that comes from there.
class RoutePage(RouteFilesMixin, MeasuredTrackMixin, BasePage):  # type: ignore[django-manager-missing]
    """A route to ride, with stops where a neighbour tells something."""

    intro = models.TextField(_("intro"), blank=True, help_text=_("One or two sentences that make people want to go."))
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ul"])
    start_place = models.CharField(
        _("where it starts"), max_length=150, blank=True, help_text=_("A place and address that people can find.")
    )
    end_place = models.CharField(
        _("where it ends"), max_length=150, blank=True, help_text=_("Only where that is another place.")
    )
    nodes = models.CharField(
        _("nodes"),
        max_length=300,
        blank=True,
        validators=[validate_nodes],
        help_text=_("The numbers on the signs along the way, in order: 12, 34, 56."),
    )
    surface = models.TextField(_("surface"), blank=True, help_text=_('Such as "asfalt, 2 km grind langs de vaart".'))
    suitable_children = models.BooleanField(_("children on their own bicycle"), default=False)
    suitable_cargo_bike = models.BooleanField(_("cargo bike"), default=False)
    suitable_tandem = models.BooleanField(_("tandem"), default=False)
    suitable_wheelchair_bike = models.BooleanField(_("wheelchair bike"), default=False)
    facilities = models.TextField(
        _("toilets and benches"), blank=True, help_text=_("Where you can rest, go to the toilet, pump up a tyre.")
    )
    cafes = models.TextField(
        _("cafés on the way"), blank=True, help_text=_("With the days on which they are closed, where you know them.")
    )
    is_shared = models.BooleanField(
        _("show this route to neighbouring villages"),
        default=False,
        help_text=_("Neighbours that exchange with your village then list it among theirs, with a link to this page."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [FieldPanel("gpx"), HelpPanel(template="fietsroutes/admin/track_panel.html")],
            _("The line"),
        ),
        FieldPanel("nodes"),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_place"), FieldPanel("end_place")]),
                FieldPanel("surface", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
                FieldRowPanel([FieldPanel("suitable_children"), FieldPanel("suitable_cargo_bike")]),
                FieldRowPanel([FieldPanel("suitable_tandem"), FieldPanel("suitable_wheelchair_bike")]),
                FieldPanel("facilities", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
                FieldPanel("cafes", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
            ],
            _("Good to know before leaving"),
        ),
    ]
    stop_panels = [
        StopsMapPanel(heading=_("Where the stops are")),
        InlinePanel("stops", heading=_("Stops"), label=_("stop")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Route")),
            ObjectList(stop_panels, heading=_("Stops")),
            ObjectList(BasePage.promote_panels, heading=_("Web address")),
            ObjectList([*BasePage.settings_panels, FieldPanel("is_shared")], heading=_("Publishing")),
        ]
    )
    base_form_class = RoutePageForm
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("description"),
        index.SearchField("start_place"),
        index.SearchField("surface"),
        index.SearchField("facilities"),
        index.SearchField("cafes"),
        index.RelatedFields(
            "stops", [index.SearchField("title"), index.SearchField("text"), index.SearchField("transcript")]
        ),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        TranslatableField("intro"),
        TranslatableField("description"),
        TranslatableField("start_place"),
        TranslatableField("end_place"),
        TranslatableField("surface"),
        TranslatableField("facilities"),
        TranslatableField("cafes"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                *(field.name for field in MeasuredTrackMixin._meta.local_fields),
                "nodes",
                "is_shared",
                "suitable_children",
                "suitable_cargo_bike",
                "suitable_tandem",
                "suitable_wheelchair_bike",
            )
        ),
    ]
    parent_page_types = ["fietsroutes.RoutesPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("cycling route")
        verbose_name_plural = _("cycling routes")

    @property
    def node_numbers(self) -> list[int]:
        """The numbers of the nodes in order of riding; none where the text of an unfinished draft holds no numbers."""
        try:
            return read_nodes(self.nodes)
        except ValidationError:
            return []

    @property
    def suitable_for(self) -> list[str]:
        """What the route suits, in words."""
        answers = {
            _("children on their own bicycle"): self.suitable_children,
            _("cargo bike"): self.suitable_cargo_bike,
            _("tandem"): self.suitable_tandem,
            _("wheelchair bike"): self.suitable_wheelchair_bike,
        }
        return [str(name) for name, suits in answers.items() if suits]

    @cached_property
    def ordered_stops(self) -> list[Stop]:
        """The stops in order of riding, each with its photo and recording; also of a draft that is previewed."""
        stops = self.stops.all()
        if isinstance(stops, models.QuerySet):
            stops = stops.select_related("photo", "audio").prefetch_related("photo__renditions")
        ordered = sorted(stops, key=lambda stop: stop.at_metres or 0)
        for stop in ordered:
            stop.page = self
        return ordered

    def note_spoken_languages(self, village: Any) -> None:
        """Mark the stops whose recording is still the one of the village's first language, on a page in another."""
        first = village.site.root_page.locale if village else self.locale
        if first == self.locale:
            return
        originals = Stop.objects.filter(
            translation_key__in=[stop.translation_key for stop in self.ordered_stops], locale=first
        )
        recordings = dict(originals.values_list("translation_key", "audio"))
        for stop in self.ordered_stops:
            if stop.audio_id and recordings.get(stop.translation_key) == stop.audio_id:
                stop.spoken_language = first.language_code

    @cached_property
    def drawing(self) -> RouteDrawing | None:
        """The line with its numbered stops; None without a line."""
        return draw_route(self.line_points, [stop.at_metres for stop in self.ordered_stops]) if self.line else None

    @cached_property
    def line_drawing(self) -> RouteDrawing | None:
        """The line alone, for a list of routes; None without a line."""
        return draw_route(self.line_points, []) if self.line else None

    @cached_property
    def profile_drawing(self) -> ProfileDrawing | None:
        """The elevation profile; None without elevations."""
        return draw_profile(self.profile, self.distance_metres, [stop.at_metres for stop in self.ordered_stops])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the stops and what search engines want to know."""
        from fietsroutes.map_data import base_map_of, script_data
        from fietsroutes.structured_data import trip_data

        is_preview = getattr(request, "is_preview", False)
        self.note_spoken_languages(getattr(request, "village", None))

        return {
            **super().get_context(request, *args, **kwargs),
            "stops": self.ordered_stops,
            "gpx_url": self.gpx_url(request),
            "sheet_url": self.sheet_url(request),
            "offline_url": "" if is_preview else self.get_url(request),
            "base_map": base_map_of(request),
            "structured_data": trip_data(self, request),
            "script_data_url": "" if is_preview else self.script_data_url(request),
            "script_data": script_data(self, request) if is_preview else None,
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer, with leave for the browser to ask a map server where the village switched one on."""
        from fietsroutes.map_data import base_map_of

        response = super().serve(request, *args, **kwargs)
        base_map = base_map_of(request)
        if base_map and base_map.origin:
            response.headers[CSP] = public_policy({"img-src": [SELF, base_map.origin]})
        return response
