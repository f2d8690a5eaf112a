import io
import struct
import wave

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.mp3 import MP3

from core.models import Audio
from core.recordings import mp3_of
from demo.factories import make_audio, make_user

pytestmark = pytest.mark.django_db


def wav(seconds=2.0, rate=24_000, channels=1, width=2):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        count = int(seconds * rate)
        sound.writeframes(
            struct.pack(f"<{count}h", *((n * 37) % 2000 for n in range(count))) if width == 2 else b"\0" * count
        )
    return buffer.getvalue()


def keep(visit, village, user, data, title="De linde"):
    body = {"file": SimpleUploadedFile("opname.wav", data), "title": title}
    return visit(village, user).post(reverse("route_keep_recording"), body)


def test_a_recording_becomes_an_mp3_of_the_village(visit, lindehoek):
    answer = keep(visit, lindehoek, make_user(lindehoek), wav(2)).json()
    audio = Audio.objects.get(pk=answer["id"])
    assert (audio.title, audio.collection, audio.type) == ("De linde", lindehoek.collection, "audio")
    assert audio.file.name.startswith(f"v/{lindehoek.collection.path[4:8].lower()}/")
    assert MP3(io.BytesIO(audio.file.read())).info.length == pytest.approx(2, abs=0.2)
    assert audio.duration == pytest.approx(2, abs=0.2)
    assert audio.file.size < len(wav(2)) / 5
    assert answer["length"] == "2 seconden"


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"x" * 900, wav(0.01), wav(1, channels=2), wav(1, width=1), wav(1, rate=96_000), wav(2)[:60]]
)
def test_what_is_no_recording_is_refused_in_words(visit, lindehoek, data):
    response = keep(visit, lindehoek, make_user(lindehoek), data)
    assert response.status_code == 400
    assert "opnieuw" in response.json()["error"]
    assert not Audio.objects.exists()


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 44))
def test_no_bytes_break_the_encoder(data, cut):
    try:
        mp3_of(wav(0.1)[:cut] + data)
    except ValidationError:
        return


def test_a_visitor_keeps_and_sees_nothing(visit, lindehoek):
    assert keep(visit, lindehoek, None, wav()).status_code == 302
    assert visit(lindehoek).get(reverse("route_recording", args=[make_audio(lindehoek).pk])).status_code == 302


def test_another_villages_recording_is_not_there(visit, lindehoek, zavelberg):
    client = visit(lindehoek, make_user(lindehoek))
    mine, theirs = make_audio(lindehoek), make_audio(zavelberg)
    assert client.get(reverse("route_recording", args=[mine.pk])).json()["length"] == "1 seconden"
    assert client.get(reverse("route_recording", args=[theirs.pk])).status_code == 404
