"""What lies under a village's routes on the map: nothing, or a map that the village switched on."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@dataclass(frozen=True)
class BaseMap:
    """A map in tiles: where they come from (with `{z}`, `{x}` and `{y}`), whom to thank, how far to zoom in.

    `origin` is the host that a resident's browser asks, empty for the village's own.
    """

    url: str
    attribution: str
    max_zoom: int
    origin: str = ""


OPENSTREETMAP = BaseMap(
    "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap", 19, "https://tile.openstreetmap.org"
)
# The Flemish base map (GRB), open data; the tile set GoogleMapsVL has the usual places of web maps.
GRB = BaseMap(
    "https://geo.api.vlaanderen.be/GRB/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=grb_bsk"
    "&STYLE=&FORMAT=image/png&TILEMATRIXSET=GoogleMapsVL&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    "GRB, © Digitaal Vlaanderen",
    21,
    "https://geo.api.vlaanderen.be",
)


def origin_of(url: str) -> str:
    """Give scheme and host of a tile address; ValueError for anything but https with a host and the three places."""
    parts = urlsplit(url)
    plain = parts.scheme == "https" and parts.hostname and "@" not in parts.netloc and "{" not in parts.netloc
    if not plain or not all(place in url for place in ("{z}", "{x}", "{y}")) or any(c in url for c in " '\"<>;,"):
        raise ValueError(f"no address of map tiles: {url!r}")
    port = f":{parts.port}" if parts.port else ""
    return f"https://{parts.hostname}{port}"


@register_setting(icon="site")
class RouteMapSettings(BaseSiteSetting):
    """The map under the village's cycling routes."""

    class Source(models.TextChoices):
        """Where the map comes from."""

        NONE = "none", _("No map: line and stops on plain paper")
        OWN = "own", _("A map through this site: nobody learns who looks")
        OPENSTREETMAP = "osm", _("OpenStreetMap, straight from its server")
        GRB = "grb", _("The map of the Flemish government (GRB), straight from its server")
        OTHER = "other", _("Another map server")

    source = models.CharField(
        _("map under the line"),
        max_length=10,
        choices=Source.choices,
        default=Source.NONE,
        help_text=_(
            "Straight from a server: that server sees the internet address of everybody who looks at a route."
            " Without a map, or with one through this site, nobody outside the village does."
        ),
    )
    tile_url = models.CharField(
        _("address of the tiles"),
        max_length=300,
        blank=True,
        help_text=_("Only for another map server, like https://kaart.example.be/{z}/{x}/{y}.png"),
    )
    attribution = models.CharField(
        _("whom to thank"),
        max_length=120,
        blank=True,
        help_text=_("Only for another map server: the name that must stand on the map."),
    )

    panels = [
        FieldPanel("source"),
        MultiFieldPanel([FieldPanel("tile_url"), FieldPanel("attribution")], _("Another map server")),
    ]

    class Meta:
        verbose_name = _("map of the cycling routes")
        verbose_name_plural = _("maps of the cycling routes")

    def __str__(self) -> str:
        return str(_("map of the cycling routes"))

    def clean(self) -> None:
        """Refuse a choice that would show an empty map.

        Raises:
            ValidationError: the address of another server is none or has no name, or the platform has no map server.
        """
        super().clean()
        if self.source == self.Source.OWN and not settings.ROUTE_TILES_URL:
            raise ValidationError({"source": _("The keeper of this platform has set up no map yet. Choose another.")})
        if self.source != self.Source.OTHER:
            return
        try:
            origin_of(self.tile_url)
        except ValueError as error:
            raise ValidationError(
                {"tile_url": _("Write an address that begins with https:// and holds {z}, {x} and {y}.")}
            ) from error
        if not self.attribution.strip():
            raise ValidationError({"attribution": _("Every map server asks that you name whose map it is.")})

    @property
    def base_map(self) -> BaseMap | None:
        """The map to show; None for plain paper, and where a setting no longer holds."""
        match self.source:
            case self.Source.OPENSTREETMAP:
                return OPENSTREETMAP
            case self.Source.GRB:
                return GRB
            case self.Source.OWN if settings.ROUTE_TILES_URL:
                url = reverse("route_tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
                return BaseMap(url, settings.ROUTE_TILES_ATTRIBUTION, settings.ROUTE_TILES_MAX_ZOOM)
            case self.Source.OTHER:
                try:
                    return BaseMap(self.tile_url, self.attribution, 19, origin_of(self.tile_url))
                except ValueError:
                    return None
        return None
