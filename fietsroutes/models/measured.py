"""What is known of a route because its GPX file was measured."""

import hashlib
from functools import cached_property

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from fietsroutes import quantities
from fietsroutes.geometry import LinePoint, place_at
from fietsroutes.route_files import gpx_upload_path
from fietsroutes.track import METRES_PER_MINUTE, Track, read_track
from fietsroutes.track_warnings import TrackWarning


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class MeasuredTrackMixin(models.Model):
    """A GPX file and what follows from it.

    Everything but `gpx` is derived: `take_track` fills it in, nobody edits it. `line` holds parts of
    [latitude, longitude, metres ridden]; `profile` elevations in metres at equal distances; `bounding_box` south, west,
    north, east in degrees.
    """

    gpx = models.FileField(
        _("GPX file"),
        upload_to=gpx_upload_path,
        max_length=200,
        help_text=_(
            "The line of the route, from RouteYou, komoot, a node planner or a bicycle computer."
            " Choose the file and you see at once what is in it."
        ),
    )
    gpx_digest = models.CharField(max_length=64, blank=True, editable=False)
    distance_metres = models.PositiveIntegerField(default=0, editable=False)
    climb_metres = models.PositiveIntegerField(null=True, editable=False)
    lowest_metres = models.IntegerField(null=True, editable=False)
    highest_metres = models.IntegerField(null=True, editable=False)
    is_loop = models.BooleanField(default=False, editable=False)
    bounding_box = models.JSONField(default=list, editable=False)
    line = models.JSONField(default=list, editable=False)
    profile = models.JSONField(default=list, editable=False)
    track_warnings = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    def take_track(self, track: Track) -> None:
        """Take over what was measured; nothing is saved."""
        self.distance_metres = round(track.length_metres)
        self.climb_metres = None if track.climb_metres is None else round(track.climb_metres)
        self.lowest_metres = None if track.lowest_metres is None else round(track.lowest_metres)
        self.highest_metres = None if track.highest_metres is None else round(track.highest_metres)
        self.is_loop = track.is_loop
        self.bounding_box = [round(degrees, 6) for degrees in track.bounding_box]
        self.line = [[list(point) for point in part] for part in track.line]
        self.profile = [round(height, 1) for height in track.profile]
        self.track_warnings = [warning.as_data() for warning in track.warnings]
        self.__dict__.pop("line_points", None)

    def forget_track(self) -> None:
        """Empty everything that followed from a file which is gone; nothing is saved."""
        self.distance_metres, self.is_loop, self.bounding_box = 0, False, []
        self.climb_metres = self.lowest_metres = self.highest_metres = None
        self.line, self.profile, self.track_warnings, self.gpx_digest = [], [], [], ""
        self.__dict__.pop("line_points", None)

    def put_gpx(self, data: bytes, filename: str, track: Track | None = None) -> None:
        """Store a GPX file and take over its measures; the page itself is not saved.

        The same file again is not stored twice. Raises TrackError, and stores nothing, for a file that is no route.
        """
        self.take_track(track or read_track(data))
        digest = digest_of(data)
        if digest != self.gpx_digest or not self.gpx:
            self.gpx.save(filename, ContentFile(data), save=False)
            self.gpx_digest = digest

    @cached_property
    def line_points(self) -> list[list[LinePoint]]:
        """The simplified line, part by part."""
        return [[LinePoint(*point) for point in part] for part in self.line]

    def place_at(self, metres: float) -> LinePoint | None:
        """Give the place on the line after so many metres; None without a line."""
        return place_at(self.line_points, metres) if self.line else None

    @property
    def start(self) -> LinePoint | None:
        """Where the line begins; None without a line."""
        return self.place_at(0)

    @property
    def warnings(self) -> list[str]:
        """What the editor should look at, in the language of the reader."""
        return [TrackWarning.from_data(data).text for data in self.track_warnings]

    @property
    def minutes(self) -> int:
        """Whole minutes that the ride takes at 15 km/h, without stops."""
        return max(1, round(self.distance_metres / METRES_PER_MINUTE))

    @property
    def length_text(self) -> str:
        """The length in kilometres, such as "14,2 km"."""
        return quantities.kilometres(self.distance_metres)

    @property
    def riding_time_text(self) -> str:
        """The riding time, rounded to 5 minutes."""
        return quantities.riding_time(self.minutes)
