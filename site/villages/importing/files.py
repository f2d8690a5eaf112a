"""A file of an archive is looked at as the screen is that editors upload such files by: by its content, not by its name."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField

from core.audio_files import read_audio

from .reading import ImportRefusedError

PICTURES = {f".{extension}" for extension in settings.WAGTAILIMAGES_EXTENSIONS}


def check_file(file: Any, name: str) -> None:
    """Insist that a file is one that an editor could have uploaded.

    Args:
        file: opened for reading, at its end.
        name: its path in the storage, of which the last folder but one says what it belongs to.

    Raises:
        ImportRefusedError: it is something else, or it would unpack to something huge.
    """
    path = PurePosixPath(name)
    if path.parts[2] not in CHECKS:
        raise ImportRefusedError(f"{path.name} is an upload of nothing that there is: {path.parts[2]}.")
    what, check = CHECKS[path.parts[2]]
    size = file.tell()
    file.seek(0)
    try:
        check(UploadedFile(file, name=path.name, size=size))
    except ValidationError as error:
        raise ImportRefusedError(f"{path.name} is no {what}: {' '.join(error.messages)}") from error


def _picture(upload: Any) -> None:
    WagtailImageField().clean(upload)


def _document(upload: Any) -> None:
    if _suffix(upload).removeprefix(".") not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError("such documents can't be uploaded.")


def _paper(upload: Any) -> None:
    if _suffix(upload) != ".pdf" or not upload.read(1024).lstrip().startswith(b"%PDF-"):
        raise ValidationError("it is no PDF.")


def _track(upload: Any) -> None:
    if _suffix(upload) != ".gpx":
        raise ValidationError("it is no GPX file.")


def _suffix(upload: Any) -> str:
    return PurePosixPath(upload.name).suffix.lower()


def _either(other: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Give a check for a folder that has pictures beside something else."""
    return lambda upload: (_picture if _suffix(upload) in PICTURES else other)(upload)


CHECKS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "villageimage": ("photo", _picture),
    "submissionphoto": ("photo", _picture),
    "villagedocument": ("document", _document),
    "audio": ("recording", _either(read_audio)),
    "scannededition": ("scan", _either(_paper)),
    "printedpaper": ("paper", _paper),
    "route": ("track", _track),
}
