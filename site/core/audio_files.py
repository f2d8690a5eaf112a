"""What an uploaded recording really is: by its content, not by its name."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class AudioFacts:
    """What the file says of itself."""

    duration_seconds: float


def read_audio(upload: Any) -> AudioFacts:
    """Give the facts of an uploaded recording; leaves it at its beginning.

    Raises:
        ValidationError: it is larger than 50 MB, no sound, of a kind that browsers do not play, or its name says another kind.
    """
    from mutagen import File, MutagenError  # here, as most web processes never read a recording

    if upload.size > MAX_BYTES:
        raise ValidationError(_("This recording is larger than 50 MB. Save it as MP3 and try again."))
    extension = upload.name.rsplit(".", 1)[-1].lower()
    kinds = _playable().get(extension)
    if kinds is None:
        raise ValidationError(_("Choose an MP3, M4A, OGG or WAV file: every browser plays those."))
    upload.seek(0)
    try:
        found = File(upload, options=kinds)
    except (MutagenError, ValueError, OverflowError, MemoryError, RecursionError):
        found = None
    finally:
        upload.seek(0)
    if found is None or not found.info or not found.info.length > 0:
        raise ValidationError(
            _("This is no sound that we can play. Open it on your computer, save it as MP3 and try again.")
        )
    return AudioFacts(duration_seconds=round(found.info.length, 1))


def _playable() -> dict[str, tuple[type, ...]]:
    """Give what browsers play, by the extension that the file must have."""
    from mutagen.mp3 import MP3
    from mutagen.mp4 import MP4
    from mutagen.oggflac import OggFLAC
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis
    from mutagen.wave import WAVE

    return {"mp3": (MP3,), "m4a": (MP4,), "ogg": (OggVorbis, OggOpus, OggFLAC), "wav": (WAVE,)}
