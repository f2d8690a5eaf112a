"""Taking a route along, and riding it in aeroplane mode."""

import gzip
import io
import wave
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from demo.factories import make_audio
from fietsroutes.models import RoutePage
from tests.browser.routes.conftest import Rider, take_along, until
from tests.browser.routes.test_ride import STORIES
from villages.models import Village

SAID = "[data-offline-said]"


def test_what_was_taken_along_rides_without_network(rider: Rider, page: Page):
    take_along(page)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("Van de linde tot de klok")
    rider.set_off()
    rider.listen()
    rider.ride(0, rider.route.distance_metres)
    assert rider.played == STORIES
    assert page.evaluate("window.atOnce") == 1
    expect(page.locator("[data-ride-ground] .route-map__stop")).to_have_count(6)


def test_without_network_only_what_was_taken_along_answers(lenient: Page, route: RoutePage):
    lenient.goto(route.url)
    take_along(lenient)
    lenient.context.set_offline(True)
    lenient.reload()
    expect(lenient.locator("h1")).to_have_text("Van de linde tot de klok")
    assert lenient.evaluate("fetch('/agenda/').then(() => 'answered', () => 'no network')") == "no network"


def test_a_listener_can_jump_in_a_story_without_network(rider: Rider, page: Page):
    take_along(page)
    page.context.set_offline(True)
    page.reload()
    sound = page.locator("audio.route-stop__player").first
    sound.evaluate("audio => audio.play()")
    until(page, "window.played.length === 1")
    sound.evaluate("audio => { audio.pause(); audio.currentTime = 0.7; }")
    until(page, "Math.abs(document.querySelector('audio.route-stop__player').currentTime - 0.7) < 0.05")
    parts = page.evaluate(
        """async url => Promise.all(["bytes=10-19", "bytes=-5", "bytes=16000-"].map(async range => {
             const answer = await fetch(url, { headers: { Range: range } });
             return [answer.status, answer.headers.get("Content-Range"), (await answer.blob()).size]; }))""",
        sound.get_attribute("src"),
    )
    assert parts == [
        [206, "bytes 10-19/16044", 10],
        [206, "bytes 16039-16043/16044", 5],
        [206, "bytes 16000-16043/16044", 44],
    ]


def test_the_size_comes_first_and_nothing_is_fetched_until_somebody_agrees(page: Page, route: RoutePage):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(route.url, wait_until="networkidle")
    assert not any(url.endswith((".wav", "offline.json", "offline.js")) for url in asked)
    page.locator("[data-offline-open] button").click()
    expect(page.locator(SAID)).to_contain_text("6 verhalen")
    assert not any(".wav" in url for url in asked)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


@pytest.fixture
def long_story(village: Village, route: RoutePage) -> str:
    """The first story made long: 1.6 MB, which is fetched in four parts. Gives its address."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1_600_000))
    audio = make_audio(village, "Lang", data=buffer.getvalue(), name="lang.wav", duration=100)
    route.stops.filter(title="De linde").update(audio=audio)
    return audio.url


def test_losing_the_network_halfway_loses_nothing(lenient: Page, route: RoutePage, long_story: str):
    ranges: list[str] = []
    whole_network = False

    def in_parts(handler):  # the tests' own server knows no ranges for media; the product's is tested in tests/core
        asked = handler.request.headers.get("range", "")
        ranges.append(asked)
        if len(ranges) > 2 and not whole_network:
            handler.abort("internetdisconnected")
            return
        first, last = (int(number) for number in asked.removeprefix("bytes=").split("-"))
        path = Path(settings.MEDIA_ROOT, long_story.removeprefix("/media/"))
        part = path.read_bytes()[first : last + 1]
        handler.fulfill(status=206, headers={"Content-Type": "audio/x-wav"}, body=part)

    lenient.route(f"**{long_story}", in_parts)
    lenient.goto(route.url)
    lenient.locator("[data-offline-open] button").click()
    lenient.locator("[data-offline-begin]").click()
    expect(lenient.locator(SAID)).to_contain_text("Gestopt bij")
    whole_network = True

    lenient.reload()  # even the page was closed in between
    expect(lenient.locator(SAID)).to_contain_text("Wat je hebt, blijft")
    again: list[str] = []
    lenient.on("request", lambda request: again.append(request.url))
    del ranges[:]
    lenient.locator("[data-offline-go-on]").click()
    expect(lenient.locator(SAID)).to_contain_text("Deze route staat op je toestel")
    assert ranges == ["bytes=1048576-1572863", "bytes=1572864-1600043"]
    assert not any(url.endswith("site.css") for url in again)
    size = lenient.evaluate("url => fetch(url).then(r => r.blob()).then(b => b.size)", long_story)
    assert size == 1_600_044


def test_the_download_goes_on_by_itself_when_the_network_is_back(lenient: Page, route: RoutePage, long_story: str):
    lenient.route(f"**{long_story}", lambda handler: handler.abort("internetdisconnected"))
    lenient.goto(route.url)
    lenient.locator("[data-offline-open] button").click()
    lenient.locator("[data-offline-begin]").click()
    expect(lenient.locator(SAID)).to_contain_text("Gestopt bij")
    lenient.unroute_all()
    lenient.evaluate("dispatchEvent(new Event('online'))")
    expect(lenient.locator(SAID)).to_contain_text("Deze route staat op je toestel")


def test_a_newer_version_is_offered_and_never_forced(rider: Rider, page: Page):
    take_along(page)
    draft = rider.route.get_latest_revision_as_object()
    draft.title = "Van de linde tot de kerk"
    draft.save_revision().publish()
    page.reload()
    expect(page.locator(SAID)).to_contain_text("Er is een nieuwere versie")
    expect(page.locator("h1")).to_have_text("Van de linde tot de klok")
    page.locator("[data-offline-renew]").click()
    expect(page.locator(SAID)).to_contain_text("Deze route staat op je toestel")
    expect(page.locator("h1")).to_have_text("Van de linde tot de klok")
    page.reload()
    expect(page.locator("h1")).to_have_text("Van de linde tot de kerk")
    until(page, "caches.keys().then(names => names.length === 1)")


def test_a_route_can_be_removed_from_the_device(rider: Rider, page: Page):
    take_along(page)
    page.locator("[data-offline-remove]").click()
    expect(page.locator(SAID)).to_contain_text("niet meer op je toestel")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    expect(page.locator("[data-offline-open]")).to_be_visible()


def test_the_worker_of_a_route_sees_no_other_page(rider: Rider, page: Page):
    take_along(page)
    scopes = page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.map(one => one.scope))")
    assert [scope.split(":", 2)[2].split("/", 1)[1] for scope in scopes] == ["fietsroutes/rond/"]
    for address in ("/", "/fietsroutes/", "/admin/login/"):
        page.goto(address)
        assert page.evaluate("navigator.serviceWorker.controller") is None
    refused = page.evaluate(
        "navigator.serviceWorker.register('/fietsroutes/rond/offline.js', {scope: '/'}).then(() => 'ok', e => e.name)"
    )
    assert refused == "SecurityError"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_light_and_fetches_no_sound_by_itself(page: Page, route: RoutePage, width: int):
    """Under 150 kB as it travels to somebody who was never here before, the typefaces in it; those come packed."""
    sizes: dict[str, int] = {}
    page.set_viewport_size({"width": width, "height": 850})
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(route.url, wait_until="networkidle")
    for response in responses:
        body = response.body()
        is_packed = response.url.endswith((".png", ".jpg", ".webp", ".woff2"))
        sizes[response.url] = len(body) if is_packed else len(gzip.compress(body, 6))
    assert not any(".wav" in url or "vendor" in url for url in sizes)
    typefaces = sum(size for url, size in sizes.items() if url.endswith(".woff2"))
    assert 20_000 < typefaces < sum(sizes.values()) < 150_000, sizes
    assert sum(sizes.values()) - typefaces < 75_000, sizes
