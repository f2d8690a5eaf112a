"""Recordings that a browser made: from the WAV that it sends to an MP3 that every browser plays and a phone can take along."""

import io
import wave

import lameenc
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: A voice, mono; as large as the recordings that came from outside.
KILOBITS = 64
LONGEST_SECONDS = 15 * 60
RATES = range(8_000, 48_001)


def mp3_of(wav: bytes) -> bytes:
    """Give a voice recording (WAV, 16 bits, one channel) as MP3.

    Raises:
        ValidationError: it is something else, has no sound in it, or lasts longer than a quarter of an hour.
    """
    try:
        with wave.open(io.BytesIO(wav)) as sound:
            rate, frames = sound.getframerate(), sound.getnframes()
            is_plain = (sound.getnchannels(), sound.getsampwidth()) == (1, 2) and rate in RATES
            samples = sound.readframes(frames) if is_plain and frames <= LONGEST_SECONDS * rate else b""
    except (wave.Error, EOFError, ValueError, RuntimeError, MemoryError) as error:
        raise ValidationError(_("This recording can't be read. Record it again.")) from error
    if not is_plain or len(samples) < rate // 5:
        raise ValidationError(
            _("This recording can't be used: it is empty, or longer than 15 minutes. Record it again.")
        )
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KILOBITS)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(5)
    encoder.silence()
    return bytes(encoder.encode(samples)) + bytes(encoder.flush())
