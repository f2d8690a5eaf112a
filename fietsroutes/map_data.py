"""What the scripts of a route page need to know, as plain data for JSON: the line, the stops, the map, the words."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from villages.translating.marking import say_languages

if TYPE_CHECKING:
    from .models import BaseMap, RoutePage


def base_map_of(request: HttpRequest | None) -> "BaseMap | None":
    """Give the map that the request's village shows under its routes; None for plain paper."""
    if request is None or getattr(request, "village", None) is None:
        return None
    from .models import RouteMapSettings

    chosen: Any = RouteMapSettings.for_request(request)
    return chosen.base_map


def script_data(page: "RoutePage", request: HttpRequest | None) -> dict[str, Any]:
    """Give all that a script adds to the page of a route: `route`, `words`, and the window of riding mode as HTML in `ride`."""
    ride: str = render_to_string("fietsroutes/ride.html", {"page": page, "stops": page.ordered_stops})
    village = getattr(request, "village", None)
    if village and len(village.languages) > 1:
        ride = say_languages(ride, village, page, ())
    return {
        "route": route_data(page, request),
        "words": {"map": map_words(), "ride": ride_words(), "offline": offline_words()},
        "ride": ride,
    }


def route_data(page: "RoutePage", request: HttpRequest | None) -> dict[str, Any]:
    """Give line, stops and map. Lengths are metres, places WGS 84 degrees to about a metre."""
    base_map = base_map_of(request)
    village = getattr(request, "village", None)
    return {
        "title": page.title,
        "village": village.name if village else "",
        "key": f"{page.pk}",
        "lengthMetres": page.distance_metres,
        "line": [[[round(p[0], 5), round(p[1], 5), round(p[2])] for p in part] for part in page.line],
        "profile": page.profile,
        "stops": [
            {
                "number": number,
                "title": stop.title,
                "latitude": round(stop.place[0], 5),
                "longitude": round(stop.place[1], 5),
                "atMetres": stop.at_metres,
                "radiusMetres": stop.radius_metres,
                "audio": stop.audio.url if stop.audio else "",
                "seconds": round(stop.audio.duration or 0) if stop.audio else 0,
                "question": stop.question,
            }
            for number, stop in enumerate(page.ordered_stops, start=1)
            if stop.place
        ],
        "baseMap": base_map_data(base_map),
    }


def base_map_data(base_map: "BaseMap | None") -> dict[str, Any] | None:
    """Give a map as the scripts take it."""
    if base_map is None:
        return None
    return {
        "url": base_map.url,
        "attribution": base_map.attribution,
        "maxZoom": base_map.max_zoom,
        "isElsewhere": bool(base_map.origin),
    }


def editor_map(page: "RoutePage", request: HttpRequest | None) -> dict[str, Any]:
    """Give the line for the editor's map, which puts the stops on it out of the form; an empty line for a new page."""
    return {
        "lengthMetres": page.distance_metres,
        "line": page.line,
        "profile": page.profile,
        "stops": [],
        "baseMap": base_map_data(base_map_of(request)),
    }


def stops_words() -> dict[str, str]:
    """Give what the editor's map and microphone say."""
    return {
        "added": _("A stop is added after %s. Give it a name below."),
        "moved": _("Stop %s is now after %s."),
        "besideLine": _("Click on the line itself to add a stop."),
        "unnamed": _("stop without a name"),
        "recording": _("Recording… %s"),
        "listen": _("Listen to it. Good? Then use it."),
        "sending": _("Keeping the recording…"),
        "kept": _("The recording is kept and chosen. Write down below what is said in it."),
        "noMicrophone": _(
            "The browser may not use the microphone. Allow it next to the address at the top, or choose a file."
        ),
        "notKept": _(
            "The recording could not be kept. Check the network and press the button again: it is still here."
        ),
        "length": _("Length: %s"),
    }


def map_words() -> dict[str, str]:
    """Give what the map says, in the language of the moment; `%s` is filled in by the script."""
    return {
        "stop": _("Stop %s"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "kilometres": _("%s km"),
        "metres": _("%s m"),
        "height": _("after %s · %s m high"),
        "locating": _("Looking for where you are…"),
        "denied": _("Your browser may not tell where you are. You can allow it in the settings of this page."),
        "unknown": _("Your device does not know where you are. Outdoors it mostly does."),
        "far": _("You are %s from the route."),
        "onRoute": _("You are on the route, after %s."),
    }


def ride_words() -> dict[str, str]:
    """Give what riding mode says."""
    return {
        "next": _("Next stop"),
        "toGo": _("%s to go"),
        "arrived": _("You are at stop %s"),
        "missed": _("You passed stop %s. Tap it to listen all the same."),
        "finished": _("You have heard every story. Ride home safely!"),
        "play": _("Play"),
        "pause": _("Pause"),
        "resume": _("Listen on"),
        "interrupted": _("The story was interrupted."),
        "playing": _("You hear: %s"),
        "waiting": _("%s begins when this story is over."),
        "heard": _("heard"),
        "locating": _("Looking for where you are…"),
        "weak": _("Your device is not sure where you are (within %s)."),
        "off": _("You are %s from the line."),
        "denied": _(
            "Your browser may not tell where you are. The stories work all the same: tap the stop where you are."
        ),
        "unknown": _("Your device does not know where you are. Tap the stop where you are to listen."),
        "awake": _("The screen stays on while you ride."),
        "notAwake": _("Your browser cannot keep the screen on: set it to stay on longer in your device's settings."),
        "cannotPlay": _("This story does not start. Are you offline without having taken the route along?"),
        "kilometres": _("%s km"),
        "metres": _("%s m"),
        "of": _("%s of %s"),
    }


def offline_words() -> dict[str, str]:
    """Give what taking a route along says."""
    return {
        "asking": _("Counting how much it is…"),
        "size": _("This is %s MB: the page, the line, %s stories and %s photos."),
        "free": _("Your device has no room for it: make %s MB free first."),
        "progress": _("%s of %s MB"),
        "stopped": _("Stopped at %s of %s MB. What you have stays; go on whenever you like."),
        "done": _("This route is on your device (%s MB). It works without network."),
        "newer": _("There is a newer version of this route. Yours keeps working; fetch it when it suits you."),
        "removed": _("This route is no longer on your device."),
        "failed": _("The route could not be counted just now. Try again when there is network."),
        "unable": _("This browser cannot keep a route, for example in a private window."),
    }
