import io
import wave

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audio_files import MAX_BYTES, read_audio

# MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono: a frame of 104 bytes lasts 1152 samples.
MP3_FRAME = b"\xff\xfb\x10\xc4" + b"\x00" * 100


def wav(seconds=2, rate=8000):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"\x00\x00" * rate * seconds)
    return buffer.getvalue()


def upload(data, name):
    return SimpleUploadedFile(name, data)


def refusal(data, name):
    with pytest.raises(ValidationError) as caught:
        read_audio(upload(data, name))
    return " ".join(caught.value.messages)


def test_the_duration_is_read_from_the_file():
    assert read_audio(upload(wav(2), "verhaal.wav")).duration_seconds == pytest.approx(2, abs=0.1)
    assert read_audio(upload(MP3_FRAME * 200, "verhaal.MP3")).duration_seconds == pytest.approx(5.2, abs=0.1)


def test_the_upload_is_left_at_its_beginning():
    file = upload(wav(), "verhaal.wav")
    read_audio(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "leeg.mp3"),
        (b"Dit is een brief, geen geluid." * 100, "brief.mp3"),
        (b"%PDF-1.7 " + b"0" * 5000, "verslag.mp3"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 4000, "alleen-etiket.mp3"),
        (MP3_FRAME, "een-frame.mp3"),
        (b"OggS" + b"\x00" * 500, "kapot.ogg"),
        (b"RIFF\xff\xff\xff\xffWAVE", "kapot.wav"),
        (b"\x00\x00\x00\x18ftypM4A " + b"\x00" * 100, "kapot.m4a"),
        (wav(0), "stil.wav"),
    ],
)
def test_what_is_no_sound_is_refused_whatever_its_name(data, name):
    assert refusal(data, name)


def test_a_name_that_says_another_kind_than_the_content_is_refused():
    assert refusal(wav(), "verhaal.mp3")


@pytest.mark.parametrize("name", ["lied.flac", "film.mp4", "verhaal", "verhaal.mp3.exe"])
def test_a_kind_that_browsers_do_not_play_is_refused(name):
    assert "MP3" in refusal(wav(), name)


def test_a_recording_over_fifty_megabytes_is_refused():
    file = upload(b"", "lang.mp3")
    file.size = MAX_BYTES + 1
    with pytest.raises(ValidationError):
        read_audio(file)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["a.mp3", "a.m4a", "a.ogg", "a.wav"]),
    st.sampled_from([b"", b"RIFF", b"OggS", b"ID3"]),
    st.binary(max_size=200),
)
def test_no_bytes_break_the_reader(name, start, rest):
    try:
        facts = read_audio(upload(start + rest, name))
    except ValidationError:
        return
    assert facts.duration_seconds >= 0
