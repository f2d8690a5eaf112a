"""The GPX download, the route sheet, and the look at a GPX file before it is saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.transaction import non_atomic_requests
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from press.errors import PressError

from .forms import read_upload
from .gpx import TrackError
from .gpx_writing import Waypoint, write_gpx
from .map_data import script_data
from .offline import WORKER, offline_manifest
from .sheet import printed_sheet, route_sheet
from .track import read_track

if TYPE_CHECKING:
    from .models import RoutePage


def gpx_download(request: HttpRequest, page: "RoutePage") -> HttpResponseBase:
    """Answer with the route for a bicycle computer; 304 where the reader has it, 404 where there is no line."""
    if not page.gpx:
        raise Http404
    version = int(page.last_published_at.timestamp()) if page.last_published_at else 0
    etag = f'"{page.gpx_digest[:16]}-{version:x}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return unchanged
    try:
        with page.gpx.open("rb") as file:
            track = read_track(file.read())
    except (OSError, TrackError) as error:
        raise Http404 from error
    stops = [
        Waypoint(stop.place[0], stop.place[1], f"{number}. {stop.title}")
        for number, stop in enumerate(page.ordered_stops, start=1)
        if stop.place
    ]
    response = HttpResponse(write_gpx(page.title, track.segments, stops), content_type="application/gpx+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(page.title) or "route"}.gpx"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=300)
    return response


def sheet_download(request: HttpRequest, page: "RoutePage") -> HttpResponseBase:
    """Answer with the route sheet; 404 without a line, 503 in plain words where it cannot be printed just now."""
    if not page.line:
        raise Http404
    sheet = route_sheet(page, page.get_full_url(request), request.village)  # type: ignore[attr-defined]
    try:
        path = printed_sheet(sheet)
    except PressError:
        return render(request, "fietsroutes/no_sheet.html", {"page": page}, status=503)
    etag = f'"{path.stem[:32]}"'
    response = get_conditional_response(request, etag) or FileResponse(
        path.open("rb"), content_type="application/pdf", filename=f"{slugify(page.title) or 'route'}.pdf"
    )
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def script_data_view(request: HttpRequest, page: "RoutePage") -> HttpResponseBase:
    """Answer with what the scripts of a route page need; 404 without a line."""
    return _data_of(script_data, request, page)


def offline_manifest_view(request: HttpRequest, page: "RoutePage") -> HttpResponseBase:
    """Answer with the files of a route and their sizes; 404 without a line."""
    return _data_of(offline_manifest, request, page)


def _data_of(make: Callable[..., dict[str, Any]], request: HttpRequest, page: "RoutePage") -> HttpResponseBase:
    if not page.line:
        raise Http404
    response = JsonResponse(make(page, request))
    patch_cache_control(response, public=True, no_cache=True)
    return response


def offline_worker_view(request: HttpRequest, page: "RoutePage") -> HttpResponseBase:
    """Answer with the service worker; browsers look each time whether there is another one."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, public=True, no_cache=True)
    return response


@non_atomic_requests  # measures for seconds and writes nothing
@require_POST
def track_preview(request: HttpRequest) -> JsonResponse:
    """Measure the GPX in `file` without keeping it: `{"html": …}`, or `{"error": …}` with status 400."""
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"error": _("Choose a GPX file first.")}, status=400)
    try:
        _data, track = read_upload(upload)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    from .models import RoutePage

    page = RoutePage()
    page.take_track(track)
    html = render_to_string("fietsroutes/admin/track.html", {"page": page}, request)
    return JsonResponse({"html": html, "line": page.line, "length_metres": page.distance_metres})
