"""Riding mode along the demo's track, with a device that says where it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.routes.conftest import Rider, take_along, until

STORIES = [f"halte-{number}.wav" for number in range(1, 7)]


def test_on_a_whole_ride_each_story_plays_once_and_in_order(rider: Rider, page: Page):
    rider.set_off()
    rider.listen()
    rider.ride(0, rider.route.distance_metres)
    assert rider.played == STORIES
    assert page.evaluate("window.atOnce") == 1
    expect(page.locator("[data-ride-said]")).to_have_text("Je hebt alle verhalen gehoord. Veilige thuiskomst!")
    expect(page.locator(".ride__item--heard")).to_have_count(6)


def test_the_next_stop_and_its_distance_follow_the_rider(rider: Rider, page: Page):
    rider.set_off()
    rider.ride(0, 800)
    expect(page.locator("[data-ride-stop]")).to_have_text("2. Het tramhuisje")
    expect(page.locator("[data-ride-distance]")).to_have_text("nog 1,0 km")
    rider.goto(1000)
    expect(page.locator("[data-ride-distance]")).to_have_text("nog 800 m")


def test_a_stop_that_the_round_passes_before_its_turn_does_not_play(rider: Rider, page: Page):
    rider.set_off(0)
    rider.listen()
    rider.goto(60)
    rider.listen()
    assert "halte-6.wav" not in rider.played


def test_going_back_to_a_stop_does_not_play_it_again(rider: Rider, page: Page):
    rider.set_off()
    rider.ride(0, 700)
    rider.ride(300, 700)
    assert rider.played == ["halte-1.wav"]


def test_far_from_the_line_or_unsure_of_the_place_nothing_plays(rider: Rider, page: Page):
    rider.set_off(900)
    rider.goto(1800, aside_metres=400)
    expect(page.locator("[data-ride-said]")).to_contain_text("Je bent op")
    rider.goto(1800, accuracy=400)
    expect(page.locator("[data-ride-said]")).to_have_text("Je toestel is niet zeker waar je bent (binnen 400 m).")
    rider.listen()
    assert rider.played == []
    rider.goto(1810)
    rider.listen()
    assert rider.played == ["halte-2.wav"]


def test_without_playing_by_itself_a_tap_on_the_big_button_plays_the_stop(rider: Rider, page: Page):
    page.locator("[data-ride-open]").click()
    page.locator("[data-ride-auto]").uncheck()
    page.locator("[data-ride-close]").first.click()
    rider.set_off(1500)
    rider.goto(1750)
    rider.listen()
    assert rider.played == []
    expect(page.locator("[data-ride-said]")).to_have_text("Je bent bij halte 2: Het tramhuisje")
    page.get_by_role("button", name="Speel: 2. Het tramhuisje").click()
    rider.listen()
    assert rider.played == ["halte-2.wav"]


def test_a_story_waits_for_the_one_that_plays(rider: Rider, page: Page):
    rider.set_off(900)
    page.evaluate("document.querySelector('[data-ride-audio]').defaultPlaybackRate = 0.0625")
    page.locator("[data-ride-item='5']").click()
    until(page, "window.played.length === 1")
    rider.goto(1800)
    expect(page.locator("[data-ride-note]")).to_have_text("Het tramhuisje begint als dit verhaal uit is.")
    page.evaluate("document.querySelector('[data-ride-audio]').playbackRate = 8")
    until(page, "window.played.at(-1) === 'halte-2.wav'")
    assert page.evaluate("window.atOnce") == 1


def test_an_interrupted_story_goes_on_when_the_page_is_back(rider: Rider, page: Page):
    rider.set_off(900)
    page.evaluate("document.querySelector('[data-ride-audio]').defaultPlaybackRate = 0.0625")
    rider.goto(1800)
    until(page, "window.played.length === 1")
    page.evaluate("document.querySelector('[data-ride-audio]').pause()")  # as a phone does for a call
    expect(page.locator("[data-ride-said]")).to_have_text("Het verhaal werd onderbroken.")
    expect(page.get_by_role("button", name="Luister verder: 2. Het tramhuisje")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, "!window.isSilent()")
    page.get_by_role("button", name="Pauze: 2. Het tramhuisje").click()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(200)
    assert page.evaluate("window.isSilent()")  # what she paused herself stays paused


def test_the_lock_screen_names_the_story_and_the_village(rider: Rider, page: Page):
    rider.set_off(900)
    rider.goto(1800)
    until(page, "window.played.length === 1")
    shown = page.evaluate("(({title, artist, album}) => [title, artist, album])(navigator.mediaSession.metadata)")
    assert shown == ["2. Het tramhuisje", "Lindehoek", "Van de linde tot de klok"]


def test_the_buttons_on_the_lock_screen_work(rider: Rider, page: Page):
    take_along(page)  # the tests' own server knows no ranges, so nobody can jump; what is taken along does
    page.reload()
    page.evaluate(
        """() => { window.buttons = {}; const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
           navigator.mediaSession.setActionHandler = (name, act) => { window.buttons[name] = act; set(name, act); }; }"""
    )
    rider.set_off(900)
    page.evaluate("document.querySelector('[data-ride-audio]').defaultPlaybackRate = 0.0625")
    rider.goto(1800)
    until(page, "window.played.length === 1")
    assert set(page.evaluate("Object.keys(window.buttons)")) == {
        "play",
        "pause",
        "seekbackward",
        "seekforward",
        "seekto",
    }
    page.evaluate("window.buttons.pause()")
    until(page, "window.isSilent()")
    assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
    page.evaluate("window.buttons.seekto({seekTime: 0.5})")
    assert page.evaluate("document.querySelector('[data-ride-audio]').currentTime") == pytest.approx(0.5, abs=0.05)
    page.evaluate("window.buttons.seekbackward()")
    assert page.evaluate("document.querySelector('[data-ride-audio]').currentTime") < 0.1
    page.evaluate("window.buttons.play()")
    until(page, "!window.isSilent()")
    assert page.evaluate("navigator.mediaSession.playbackState") == "playing"


def test_a_page_that_is_loaded_again_rides_on(rider: Rider, page: Page):
    rider.set_off()
    rider.ride(0, 500)
    page.reload()
    page.locator("[data-ride-open]").click()
    rider.fixes = 0
    page.locator("[data-ride-go-on]").click()
    rider.goto(310)
    rider.goto(1800)
    rider.listen()
    assert rider.played == ["halte-2.wav"]


def test_without_leave_to_know_the_place_a_tap_plays(rider: Rider, page: Page):
    page.context.clear_permissions()
    page.locator("[data-ride-open]").click()
    page.locator("[data-ride-start]").click()
    expect(page.locator("[data-ride-said]")).to_contain_text("tik op de halte waar je bent")
    page.locator("[data-ride-item='3']").click()
    until(page, "window.played.length === 1")
    assert rider.played == ["halte-3.wav"]


def test_where_the_rider_is_goes_nowhere(rider: Rider, page: Page):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    rider.set_off()
    rider.ride(0, 1000)
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    latitude = str(rider.place(1000).latitude)[:6]
    assert not any(latitude in line for line in [*sent, kept])
    assert sent


def test_closing_the_window_ends_the_ride(rider: Rider, page: Page):
    rider.set_off(900)
    rider.goto(1800)
    until(page, "window.played.length === 1")
    page.keyboard.press("Escape")
    expect(page.locator("[data-ride]")).not_to_be_visible()
    until(page, "window.isSilent()")
    assert page.evaluate("navigator.mediaSession.metadata") is None


def test_big_buttons_are_big_and_nothing_scrolls_sideways(rider: Rider, page: Page):
    page.set_viewport_size({"width": 320, "height": 700})
    rider.set_off(900)
    assert page.locator("[data-ride-play]").bounding_box()["height"] >= 100
    assert page.locator("[data-ride]").evaluate("window_ => window_.scrollWidth <= window_.clientWidth")
    for button in page.locator("[data-ride-under-way] button:visible").all():
        assert button.bounding_box()["height"] >= 44 or "leaflet" in (button.get_attribute("class") or "")


def test_the_screen_stays_on_and_the_device_buzzes_at_a_stop(rider: Rider, page: Page):
    page.context.grant_permissions(["geolocation", "screen-wake-lock"])
    page.evaluate("navigator.vibrate = pattern => { window.buzzed = pattern; return true; }")
    rider.set_off(900)
    expect(page.locator("[data-ride-awake]")).to_have_text("Het scherm blijft aan terwijl je rijdt.")
    rider.goto(1800)
    rider.listen()
    assert page.evaluate("window.buzzed") == [300, 150, 300]


def test_the_screen_is_kept_on_again_after_the_page_was_out_of_sight(rider: Rider, page: Page):
    page.context.grant_permissions(["geolocation", "screen-wake-lock"])
    page.evaluate(
        """() => { window.locks = []; const ask = navigator.wakeLock.request.bind(navigator.wakeLock);
           navigator.wakeLock.request = async (kind) => {
             const lock = await ask(kind); window.locks.push(lock); return lock; }; }"""
    )
    rider.set_off(900)
    until(page, "window.locks.length === 1 && !window.locks[0].released")
    page.evaluate(
        """async () => { await window.locks[0].release();  // as the browser does when the page goes out of sight
           document.dispatchEvent(new Event('visibilitychange')); }"""
    )
    until(page, "window.locks.length === 2 && !window.locks[1].released")
    page.keyboard.press("Escape")
    until(page, "window.locks[1].released")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(100)
    assert page.evaluate("window.locks.length") == 2  # nobody rides: the screen may go off


def test_what_a_browser_cannot_do_is_said_before_leaving(rider: Rider, page: Page):
    page.locator("[data-ride-open]").click()
    expect(page.locator(".ride__honest")).to_contain_text("Met het scherm op slot weet een browser niet waar je bent")


def test_a_browser_that_cannot_keep_the_screen_on_says_so(rider: Rider, page: Page):
    page.evaluate("delete Navigator.prototype.wakeLock")
    rider.set_off(900)
    expect(page.locator("[data-ride-awake]")).to_contain_text("kan het scherm niet aan houden")
