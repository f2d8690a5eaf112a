"""An editor puts stops on the line, moves them and records a story, with the mouse and without."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from core.models import Audio
from demo.factories import make_user
from fietsroutes.models import RoutePage
from tests.browser.routes.conftest import until
from villages.models import Village, VillageRole

PASSWORD = "een-lang-wachtwoord"
SECONDS = re.compile(r"0:(0[2-9]|[1-5]\d)")  # two or more: a slow machine may not be looking when it says two


@pytest.fixture
def editor(page: Page, village: Village, route: RoutePage) -> Page:
    """An editor with the stops of the route in front of her."""
    make_user(village, VillageRole.Role.FINAL_EDITOR, "rita", password=PASSWORD)
    page.goto(f"/admin/login/?next=/admin/pages/{route.pk}/edit/")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    page.get_by_role("tab", name="Haltes").click()
    expect(page.locator(".stops-map__pin")).to_have_count(6)
    return page


def distances(page: Page) -> list[str]:
    """What stands in the forms, from top to bottom."""
    return page.evaluate(
        "[...document.querySelectorAll('#id_stops-FORMS [name$=\"-at_metres\"]')].map(input => input.value)"
    )


def test_a_pin_is_dragged_along_the_line_and_the_order_follows(editor: Page):
    assert distances(editor) == ["0,3", "1,8", "5,4", "9", "12,6", "15,8"]
    second, fourth = (editor.locator(".stops-map__pin", has_text=number).bounding_box() for number in ("2", "4"))
    editor.mouse.move(second["x"] + 17, second["y"] + 17)
    editor.mouse.down()
    editor.mouse.move(fourth["x"] - 30, fourth["y"] - 10, steps=12)
    editor.mouse.move(fourth["x"] - 12, fourth["y"] + 5, steps=4)
    editor.mouse.up()
    kilometres = [float(text.replace(",", ".")) for text in distances(editor)]
    assert kilometres == sorted(kilometres)
    assert kilometres != [0.3, 1.8, 5.4, 9, 12.6, 15.8]
    assert len([one for one in kilometres if 8 < one < 11]) == 2
    expect(editor.locator("[data-stops-said]")).to_contain_text("ligt nu na")
    titles = editor.evaluate(
        "[...document.querySelectorAll('#id_stops-FORMS [name$=\"-title\"]')].map(input => input.value)"
    )
    assert titles.index("Het tramhuisje") > titles.index("De kapel van de Kriekelaar")


def test_a_pin_moves_by_the_arrow_keys_and_keeps_the_focus(editor: Page):
    editor.locator(".stops-map__pin", has_text="2").focus()
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("Shift+ArrowRight")
    assert distances(editor)[1] == "2,35"
    expect(editor.locator(":focus")).to_have_text("2")
    expect(editor.locator("[data-stops-said]")).to_have_text("Halte 2 ligt nu na 2,4 km.")
    editor.keyboard.press("Enter")
    expect(editor.locator(":focus")).to_have_value("Het tramhuisje")


def test_a_click_on_the_line_adds_a_stop_there(editor: Page):
    one, other = (editor.locator(".stops-map__pin", has_text=number).bounding_box() for number in ("2", "3"))
    spot = editor.evaluate(
        """([from, to]) => { const path = document.querySelector(".stops-map .route-map__line");
             const box = path.ownerSVGElement.getScreenCTM(); const length = path.getTotalLength();
             const point = path.getPointAtLength(length * 0.22).matrixTransform(box);
             return [point.x, point.y]; }""",
        [one, other],
    )
    editor.mouse.click(*spot)
    expect(editor.locator(".stops-map__pin")).to_have_count(7)
    expect(editor.locator("[data-stops-said]")).to_contain_text("Er is een halte toegevoegd na")
    kilometres = [float(text.replace(",", ".")) for text in distances(editor)]
    assert kilometres == sorted(kilometres)
    editor.keyboard.type("De waterpomp")
    expect(editor.locator("[name='stops-6-title']")).to_have_value("De waterpomp")
    editor.locator(".stops-map__ground").click()  # the middle of the round
    expect(editor.locator("[data-stops-said]")).to_have_text("Klik op de lijn zelf om een halte toe te voegen.")


def test_a_typed_distance_moves_the_pin_and_a_deleted_stop_leaves_the_map(editor: Page):
    field = editor.locator("[name='stops-1-at_metres']")
    field.fill("10 km")
    field.blur()
    assert distances(editor) == ["0,3", "5,4", "9", "10 km", "12,6", "15,8"]
    editor.locator("#id_stops-1-DELETE-button").click()
    expect(editor.locator(".stops-map__pin")).to_have_count(5)


def test_a_story_is_recorded_kept_and_chosen(editor: Page, village: Village, route: RoutePage):
    editor.context.grant_permissions(["microphone"])
    before = Audio.objects.count()
    recorder = editor.locator("[data-recorder]").first
    expect(recorder.locator("[data-recorder-said]")).to_have_text("Lengte: 1 seconden")
    began = time.monotonic()
    recorder.locator("[data-recorder-start]").click()
    expect(recorder.locator("[data-recorder-stop]")).to_contain_text(SECONDS)
    recorder.locator("[data-recorder-stop]").click()
    lasted = time.monotonic() - began
    recorder.locator("[data-recorder-use]").click()
    expect(recorder.locator("[data-recorder-said]")).to_contain_text("De opname is bewaard en gekozen")
    assert Audio.objects.count() == before + 1
    kept = Audio.objects.order_by("-pk").first()
    assert kept.title == "De linde"
    assert kept.collection == village.collection
    assert kept.file.name.endswith(".mp3")
    assert 1 < kept.duration < lasted + 1
    assert editor.locator("[name='stops-0-audio']").input_value() == str(kept.pk)
    recorder.locator("[data-recorder-sound]").evaluate("sound => sound.play()")
    until(editor, "document.querySelector('[data-recorder-sound]').currentTime > 0")


def test_a_recording_is_uploaded_from_the_stop_itself(editor: Page, tmp_path):
    path = tmp_path / "verhaal.wav"
    path.write_bytes(Audio.objects.first().file.read())
    editor.locator("#id_stops-ADD").click()
    editor.locator("#id_stops-6-audio-chooser .unchosen button").click()
    editor.get_by_role("tab", name="Upload").click()
    form = editor.locator("form.media-upload")
    form.locator("input[type=file]").set_input_files(str(path))
    form.locator("[type=submit]").click()
    expect(form).to_have_count(0)
    expect(editor.locator("[data-recorder-said]").last).to_have_text("Lengte: 1 seconden")
    assert Audio.objects.filter(title="verhaal").exists()
