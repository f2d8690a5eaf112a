"""The device's voice reads an article. A test machine has no voice: a stand-in takes the words and says when it is done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.factories import make_article, make_edition
from dorpskrant.models import ArticlePage
from villages.models import Village

# The voices of the device; `window.finish()` is the end of the sentence that is being said.
DEVICE = """
  const voice = (name, lang, localService) => ({name, lang, localService, default: false, voiceURI: name});
  window.voices = %s; window.said = []; window.saying = null;
  const synthesis = new EventTarget();
  Object.assign(synthesis, {
    getVoices: () => window.voices,
    speak: (words) => { window.saying = words; window.said.push([words.text, words.voice.name, words.rate]); },
    cancel: () => { const words = window.saying; window.saying = null;
                    words?.dispatchEvent(Object.assign(new Event("error"), {error: "interrupted"})); },
  });
  Object.defineProperty(window, "speechSynthesis", {value: synthesis});
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  window.finish = () => { const words = window.saying; window.saying = null; words.dispatchEvent(new Event("end")); };
  window.lit = () => { const shown = window.CSS.highlights?.get("read-aloud");
    if (shown) return [...shown].map(String).join("");
    return [...document.querySelectorAll(".aloud-sentence")].map(piece => piece.textContent).join(""); };
"""
DUTCH = "[voice('Elders', 'nl-BE', false), voice('Anna', 'nl-NL', true), voice('Ellen', 'nl-BE', true)]"
DUTCH_AND_FRENCH = "[voice('Ellen', 'nl-BE', true), voice('Julie', 'fr_BE', true)]"
BODY = [
    ("text", "<p>De deur ging om 9.30 u. open. Er was <b>taart</b>, zei ze. En koffie!</p><ul><li>Melk</li></ul>"),
    ("heading", "Wie kwam er"),
]
SENTENCES = [
    "De veilingklok zakt weer",
    "Eén zin vooraf.",
    "De deur ging om 9.30 u. open.",
    "Er was taart, zei ze.",
    "En koffie!",
    "Melk",
    "Wie kwam er",
]


@pytest.fixture
def article(village: Village) -> ArticlePage:
    return make_article(make_edition(village), title="De veilingklok zakt weer", intro="Eén zin vooraf.", body=BODY)


@pytest.fixture
def listen(page: Page, article: ArticlePage):
    """Open the article on a device with these voices."""

    def listen_(voices: str = DUTCH, more: str = "") -> Page:
        page.add_init_script(DEVICE % voices + more)
        page.goto(article.url)
        return page

    return listen_


def texts(page: Page) -> list[str]:
    return [text for text, _voice, _rate in page.evaluate("window.said")]


@pytest.mark.parametrize(
    ("more", "first_words"),
    [("", "e deur ging"), ("delete window.Highlight;", "De deur ging")],
    ids=["own highlights, the initial left out", "wrapped"],
)
def test_it_reads_sentence_by_sentence_and_shows_where_it_is(listen, more: str, first_words: str):
    page = listen(more=more)
    page.get_by_role("button", name="Lees voor").click()
    expect(page.get_by_role("button", name="Pauze")).to_be_focused()
    shown = []
    for _sentence in SENTENCES:
        shown.append(page.evaluate("window.lit()"))
        page.evaluate("window.finish()")
    assert texts(page) == SENTENCES
    assert shown == [sentence.replace("De deur ging", first_words) for sentence in SENTENCES]
    assert page.evaluate("window.lit()") == ""
    expect(page.get_by_role("button", name="Lees voor")).to_be_focused()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    assert page.locator("h1").inner_text() == SENTENCES[0]


def test_only_a_voice_of_the_device_itself_is_used(listen):
    page = listen()
    page.get_by_role("button", name="Lees voor").click()
    assert page.evaluate("window.said") == [[SENTENCES[0], "Ellen", 1]]


def test_without_a_voice_of_the_device_nothing_is_offered(listen):
    page = listen("[voice('Elders', 'nl-BE', false), voice('Julie', 'fr-BE', true)]")
    expect(page.locator("[data-aloud]")).to_be_hidden()
    page.evaluate(
        "window.voices = [{name: 'Ellen', lang: 'nl-BE', localService: true}];"
        "speechSynthesis.dispatchEvent(new Event('voiceschanged'))"
    )
    expect(page.get_by_role("button", name="Lees voor")).to_be_visible()


def test_pausing_skipping_pace_and_stopping(listen):
    page = listen()
    page.get_by_role("button", name="Lees voor").click()
    page.get_by_role("button", name="Volgende zin").click()
    page.get_by_role("button", name="Volgende zin").click()
    page.get_by_role("button", name="Pauze").click()
    assert page.evaluate("window.saying") is None
    assert page.evaluate("window.lit()") == SENTENCES[2].removeprefix("D")  # its initial stands apart
    page.get_by_role("button", name="Zin terug").click()
    assert page.evaluate("window.lit()") == SENTENCES[1]
    page.get_by_label("Tempo").select_option("trager")
    page.get_by_role("button", name="Lees verder").click()
    assert page.evaluate("window.said.at(-1)") == [SENTENCES[1], "Ellen", 0.75]
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate("window.saying") is None
    assert page.evaluate("window.lit()") == ""
    page.get_by_role("button", name="Lees voor").click()
    assert texts(page)[-1] == SENTENCES[0]


def test_words_of_another_language_get_the_voice_of_that_language(listen):
    page = listen(
        DUTCH_AND_FRENCH,
        "addEventListener('DOMContentLoaded', () => document.querySelector('.reading__text p').lang = 'fr');",
    )
    page.get_by_role("button", name="Lees voor").click()
    page.evaluate("window.finish(); window.finish()")
    assert [voice for _text, voice, _rate in page.evaluate("window.said")] == ["Ellen", "Ellen", "Julie"]


def test_leaving_the_page_silences_the_voice(listen):
    page = listen()
    page.get_by_role("button", name="Lees voor").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("window.saying") is None


def test_the_bar_fits_a_small_screen(listen):
    page = listen()
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="Lees voor").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    bar = page.locator("[data-aloud]").bounding_box()
    assert bar["height"] < 320
    assert bar["y"] + bar["height"] == pytest.approx(640, abs=1)
    for button in page.locator("[data-aloud-bar] button").all():
        assert button.bounding_box()["height"] >= 44


@pytest.fixture
def scriptless(browser: Browser, village: Village) -> Iterator[Page]:
    context = browser.new_context(base_url=village.site.root_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_nothing_is_promised(scriptless: Page, article: ArticlePage):
    scriptless.goto(article.url)
    expect(scriptless.locator("[data-aloud]")).to_be_hidden()
