"""The editor's form of a route: a file that is no route is refused before anything is stored."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from . import quantities
from .gpx import MAX_BYTES, TOO_LARGE
from .node_numbers import read_nodes, written_nodes
from .track import Track, TrackError, read_track

#: How far past the end of the line a stop may be written, in metres: people round up.
ROUNDED_METRES = 100


def read_upload(upload: UploadedFile) -> tuple[bytes, Track]:
    """Give the bytes of an upload and the route in them; ValidationError, in words for the editor, where there is none."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(str(TOO_LARGE), code="gpx")
    upload.seek(0)
    data = upload.read()
    try:
        return data, read_track(data)
    except TrackError as error:
        raise ValidationError(str(error.message), code="gpx") from error


class RoutePageForm(WagtailAdminPageForm):
    """Reads the GPX, keeps stops on the line, and asks for transcripts before publishing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._new_track: tuple[bytes, str, Track] | None = None
        self._stored_name = self.instance.gpx.name
        if "gpx" in self.fields:
            self.fields["gpx"].widget.attrs["accept"] = ".gpx,application/gpx+xml"

    def clean_gpx(self) -> Any:
        """Measure a new file; ValidationError for what is no route."""
        upload = self.cleaned_data.get("gpx")
        if isinstance(upload, UploadedFile):
            data, track = read_upload(upload)
            self._new_track = (data, upload.name or "route.gpx", track)
        return upload

    def clean_nodes(self) -> str:
        """Write the numbers in one way, however they were typed."""
        return written_nodes(read_nodes(self.cleaned_data.get("nodes") or ""))

    def is_valid(self) -> bool:
        """Check the stops against the line as well."""
        return super().is_valid() and self._stops_are_right()

    def _stops_are_right(self) -> bool:
        right = True
        length = self._new_track[2].length_metres if self._new_track else self.instance.distance_metres
        for form in self.formsets["stops"].forms if "stops" in self.formsets else []:
            stop = getattr(form, "cleaned_data", None)
            if not stop or stop.get("DELETE"):
                continue
            if length and (stop.get("at_metres") or 0) > length + ROUNDED_METRES:
                message = _("The route is only %(length)s long.") % {"length": quantities.kilometres(length)}
                form.add_error("at_metres", message)
                right = False
            audio = stop.get("audio")
            written = stop.get("transcript") or (audio.transcript if audio else "")
            if not self.is_deferred_validation and audio and not written.strip():
                form.add_error(
                    "transcript",
                    _("Write down what is said in the recording, then publish: some people cannot hear it."),
                )
                right = False
        return right

    def save(self, commit: bool = True) -> Any:
        """Store a new file under its village, so that a draft has it too."""
        page = self.instance
        if not page.path:
            page.parent_page = self.parent_page
        if self._new_track:
            data, name, track = self._new_track
            page.gpx = self._stored_name  # what was stored until now, not the upload that the form put there
            page.put_gpx(data, name, track)
        elif not page.gpx:
            page.forget_track()
        return super().save(commit)
