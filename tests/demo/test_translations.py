"""The demo in French and English: each route in its own language to the last stop, and French that says "vous"."""

import re
import tomllib

import pytest

from demo.content_files import CONTENT, Library, read
from demo.factories import make_village, routes_of
from demo.routes import make_route
from demo.translations import make_translations
from fietsroutes.models import RoutePage
from villages.scope import scoped

TEXTS = CONTENT / "lindehoek" / "translations.toml"
# What one says to a child or to a friend.
QUOTED = ("tais-toi, Palmyre", "Nelle, tu manges", "Willy, ici tu vas apprendre")


def test_the_demos_french_says_vous_to_who_reads_it() -> None:
    french = TEXTS.read_text(encoding="utf-8").partition("[en.home]")[0]
    for said in QUOTED:
        assert said in french.replace("\u00a0", " ")
        french = french.replace(said, "")
    assert not re.findall(r"\b(?:tu|te|toi|ton|ta|tes)\b|\bt’\w+", french, re.IGNORECASE)


@pytest.mark.django_db
def test_a_translated_route_is_translated_to_its_last_stop(monkeypatch, django_capture_on_commit_callbacks) -> None:
    route = read(TEXTS)["fr"]["route"]
    village = make_village("Demodorp", languages=["nl", "fr"])
    section = {"title": "Titel"}
    parts = {"home": section, "newspaper": section, "agenda": section, "routes": section, "route": route}
    known = tomllib.loads((CONTENT / "lindehoek" / "route.toml").read_text(encoding="utf-8"))
    monkeypatch.setattr("demo.translations.read", lambda path: {"fr": parts})
    with scoped(village.scope()), django_capture_on_commit_callbacks(execute=True):
        library = Library(village)
        library.folder = CONTENT / "lindehoek"
        make_route(village, library)
        make_translations(village, library)
    with scoped(village.scope()):
        page = RoutePage.objects.child_of(routes_of(village, "fr")).get()
        stops = page.stops.select_related("audio")
        shown = ("title", "question", "transcript", "photo_alt", "photo_caption")
        assert [[getattr(stop, name) for name in shown] for stop in stops] == [
            [stop.get(name, "") for name in shown] for stop in route["stop"]
        ]
        assert [stop.audio.title for stop in stops] == [stop["title"] for stop in route["stop"]]
        assert {stop.at_metres for stop in stops} == {round(stop["at_km"] * 1000) for stop in known["stop"]}
