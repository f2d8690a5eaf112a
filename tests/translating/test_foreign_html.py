import pytest

from villages.translating.foreign_html import mark, plain

SAID = ["De linde krijgt een bank", "kijk hier", "Een houten bank onder een kale linde", "Ook dit. En dat.", "Ook dit."]
TEXTS = dict.fromkeys(SAID, "nl")


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<h1>De linde krijgt een bank</h1>", '<h1 lang="nl">De linde krijgt een bank</h1>'),
        ("<h2\n class=a>\n De linde  krijgt\n een bank</h2>", '<h2 lang="nl"\n class=a>\n De linde  krijgt\n een bank</h2>'),
        ("<h2><a href='/x'>De linde krijgt een bank</a></h2>", "<h2><a lang=\"nl\" href='/x'>De linde krijgt een bank</a></h2>"),
        ("<p>kijk <a href='/x'>hier</a></p>", "<p lang=\"nl\">kijk <a href='/x'>hier</a></p>"),
        ("<p>De linde krijgt een &#98;ank</p>", '<p lang="nl">De linde krijgt een &#98;ank</p>'),
        ("<p>De linde krijgt …</p>", '<p lang="nl">De linde krijgt …</p>'),
        ("<p>… linde krijgt een bank</p>", '<p lang="nl">… linde krijgt een bank</p>'),
        ("<p>… linde <mark>krijgt</mark> een …</p>", '<p lang="nl">… linde <mark>krijgt</mark> een …</p>'),
        ("<dd>De linde<br>krijgt een bank</dd>", '<dd lang="nl">De linde<br>krijgt een bank</dd>'),
        ("<div><p>Ook dit.</p>\n<p>En dat.</p></div>", '<div lang="nl"><p>Ook dit.</p>\n<p>En dat.</p></div>'),
        ('<audio aria-label="kijk hier"></audio>', '<audio lang="nl" aria-label="kijk hier"></audio>'),
        ('<img alt="Een houten bank onder een kale linde">', '<img lang="nl" alt="Een houten bank onder een kale linde">'),
    ],
)  # fmt: skip
def test_the_element_that_holds_the_text_says_its_language(page, marked):
    assert mark(page, TEXTS, "fr") == marked


@pytest.mark.parametrize(
    "page",
    [
        '<p lang="nl">De linde krijgt een bank</p>',
        '<div lang="nl"><p>De linde krijgt een bank</p></div>',
        "<title>De linde krijgt een bank</title>",
        '<script>"De linde krijgt een bank"</script>',
        "<p>Le tilleul</p><p>De l…</p>",
        "<p>De linde krijgt een bank, en nog een</p>",
        "<p>… l’arbre …</p>",
        '<nav aria-label="kijk hier"></nav>',
        "</p><p>half <b",
    ],
)
def test_what_says_its_language_or_is_something_else_is_left_alone(page):
    assert mark(page, TEXTS, "fr") == page


def test_another_direction_is_said_too():
    assert mark("<p>kijk hier</p>", TEXTS, "ar") == '<p lang="nl" dir="ltr">kijk hier</p>'
    assert mark("<p>مرحبا</p>", {"مرحبا": "ar"}, "nl") == '<p lang="ar" dir="rtl">مرحبا</p>'


def test_plain_text_is_what_a_reader_sees():
    assert plain("kijk  <a id='a1'>hier</a> &amp;\n daar") == "kijk hier & daar"
