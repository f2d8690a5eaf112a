"""What an editor should look at in a track that was accepted all the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext

from .quantities import kilometres


@dataclass(frozen=True)
class TrackWarning:
    """A remark by its code, with numbers; stored as plain data and put into words when somebody reads it."""

    code: str
    values: Mapping[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The remark in the language of the reader; ValueError for a code that is not known."""
        values = self.values
        match self.code:
            case "swapped":
                return gettext("Latitude and longitude had changed places in this file. We put them right.")
            case "unreadable_points":
                return ngettext(
                    "%(count)d point has no usable coordinates and was left out.",
                    "%(count)d points have no usable coordinates and were left out.",
                    values["count"],
                ) % {"count": values["count"]}
            case "stray_points":
                return ngettext(
                    "%(count)d point lies kilometres away from the line and was left out.",
                    "%(count)d points lie kilometres away from the line and were left out.",
                    values["count"],
                ) % {"count": values["count"]}
            case "gap":
                return gettext(
                    "After %(at)s the line jumps %(gap)s. That gap is not counted. Is a piece of the route missing?"
                ) % {"at": kilometres(values["at_metres"]), "gap": kilometres(values["gap_metres"])}
            case "no_elevation":
                return gettext("This file has no elevations: climb and profile will not be shown.")
            case "some_elevation":
                return gettext("%(percent)d%% of the points have no elevation: the climb is an estimate.") % {
                    "percent": values["percent"]
                }
            case "several_tracks":
                return gettext(
                    "This file holds %(count)d tracks. They follow one another here; is that what you meant?"
                ) % {"count": values["count"]}
            case "long":
                return gettext("This route is %(length)s long. Welcome routes are mostly 10 to 25 km.") % {
                    "length": kilometres(values["metres"])
                }
        raise ValueError(f"unknown track warning {self.code!r}")

    def as_data(self) -> dict[str, Any]:
        """Give the remark as data for JSON."""
        return {"code": self.code, "values": dict(self.values)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "TrackWarning":
        """Give back a remark stored with `as_data`."""
        return cls(data["code"], data["values"])
