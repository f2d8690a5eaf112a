"""Content is data: nothing in it runs, reads or breaks the page."""

import struct
import unicodedata
import zlib
from pathlib import Path

import pytest
from PIL import Image

from press.document import AgendaDay, AgendaItem, Layout, Notice, Paragraph, Photo, Run
from press.errors import PhotoError, PressError, TooMuchText
from press.photos import prepare_emblem, prepare_photo
from press.richtext import blocks_from_html
from press.typeset import job_folder, render_edition
from press.writer import Job
from tests.press.builders import article, edition, text_of

HOSTILE = [
    '#import "/etc/passwd"',
    '#read("/etc/passwd") #include "../../secret.typ"',
    "$x^2$ *bold* _it_ `raw` <label> @ref",
    "#set page(width: 1pt) #panic()",
    "</p><script>alert(1)</script>",
    "\\u{1F600} \\ // /* comment",
    '"; }{"',
]


def test_markup_of_the_engine_prints_as_text():
    body = tuple(Paragraph((Run(text),)) for text in HOSTILE)
    hostile = " ".join(HOSTILE)
    result = render_edition(
        edition(
            articles=(article(1, title=HOSTILE[0], intro=hostile, kicker="$$", byline="#x", body=body),),
            notices=(Notice("died", hostile, hostile, hostile, hostile),),
            agenda=(
                AgendaDay("#a", "$", "*", (AgendaItem(hostile, hostile, hostile, note=hostile, status_text="#s"),)),
            ),
            foreword=hostile,
            subtitle="#subtitle",
        )
    )
    text = text_of(result.pdf)
    assert "#import" in text
    assert "$x^2$ *bold*" in text
    assert "root:x:0" not in text


WELCOMES = {
    "Ukrainian": "Ласкаво просимо, Їжак!",
    "Arabic": "أهلا وسهلا بكم",
    "Hebrew": "ברוכים הבאים",
    "Hindi": "स्वागत",
    "emoji": "🚲 ☕ 🎉 ❤",
    "Turkish": "Hoş geldiniz, ığşç",
    "Vietnamese": "Chào mừng bạn đến",
}


@pytest.mark.parametrize("layout", [Layout(), Layout("large")])
def test_other_scripts_and_emoji_print_as_text(layout):
    body = tuple(Paragraph((Run(text),)) for text in WELCOMES.values())
    result = render_edition(edition(articles=(article(1, title="🚲 أهلا Ласкаво", body=body),)), layout)
    assert result.unprintable == ()
    letters = set(text_of(result.pdf))
    for text in WELCOMES.values():
        # Arabic comes back in the order and the forms in which it was drawn: its letters count, not their order.
        shown = {unicodedata.normalize("NFKC", letter) for letter in letters}
        assert {letter for letter in text if letter.isalpha() or ord(letter) > 0x2600} <= shown | letters, text


def test_joined_emoji_and_flags_do_not_stop_the_press():
    result = render_edition(edition(articles=(article(1, title="👨‍👩‍👧 🇧🇪 ☕️ 1️⃣"),)))
    assert result.page_count >= 1


def test_unknown_characters_are_left_out_and_reported():
    result = render_edition(edition(articles=(article(1, body=(Paragraph((Run("Zo \U00010fff!"),)),)),)))
    assert "\U00010fff" in result.unprintable


def test_monster_words_and_titles_stay_on_the_page():
    monster = blocks_from_html("<p>" + "x" * 10_000 + "</p>")
    result = render_edition(
        edition(articles=(article(1, title="T" * 300, body=monster), article(2, title="lang " * 60)))
    )
    assert text_of(result.pdf).replace(" ", "").count("x") >= 10_000


def test_five_hundred_nested_lists_print():
    nested = blocks_from_html("<ul><li>diep" * 500 + "</li></ul>" * 500)
    assert text_of(render_edition(edition(articles=(article(1, body=nested),))).pdf).count("diep") == 500


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxx">]><svg>&x;</svg>',
        b"%!PS-Adobe-3.0\n(/etc/passwd) run",
        b"\xff\xd8\xff\xe0" + b"\x00" * 40,
    ],
)
def test_what_is_no_photo_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "foto.jpg"
    path.write_bytes(content)
    with pytest.raises(PhotoError) as caught:
        prepare_photo(Photo(path, "x"), 60, article="a1")
    assert (caught.value.name, caught.value.article) == ("foto.jpg", "a1")
    with pytest.raises(PhotoError):
        prepare_emblem(path, 20)


def test_a_decompression_bomb_is_refused_before_it_unpacks(tmp_path):
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    path = tmp_path / "bom.png"
    head = struct.pack(">LLBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 3751 * 1000)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    with pytest.raises(PhotoError):
        prepare_photo(Photo(path, "x"), 60)


def test_a_photo_of_one_pixel_prints(tmp_path):
    path = tmp_path / "pixel.png"
    Image.new("RGB", (1, 1)).save(path)
    assert render_edition(edition(articles=(article(1, photo=Photo(path, "een stip")),))).page_count >= 1


@pytest.mark.parametrize("size", [(4000, 10), (10, 4000)])
def test_very_long_and_very_wide_photos_print(tmp_path, size):
    path = tmp_path / "strook.png"
    Image.new("RGB", size).save(path)
    assert render_edition(edition(articles=(article(1, photo=Photo(path, "een strook")),))).page_count >= 1


def test_the_job_folder_holds_regular_files_only_and_goes_away(tmp_path):
    with job_folder(Job({}, {"../../escape.txt": b"x"}, ())) as folder:
        assert all(p.is_file() and not p.is_symlink() for p in folder.iterdir())
        assert (folder / "escape.txt").exists()
        kept = Path(folder)
    assert not kept.exists()


def test_too_much_text_is_a_clear_error():
    huge = tuple(Paragraph((Run("woord " * 900),)) for _ in range(400))
    with pytest.raises(TooMuchText) as caught:
        render_edition(edition(articles=(article(5, body=huge),)))
    assert caught.value.article == "a5"
    assert isinstance(caught.value, PressError)
