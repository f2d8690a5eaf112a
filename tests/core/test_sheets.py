"""Style sheets: one file per component in the project, one file per kind of page for the reader."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from core.sheets import filled
from demo.factories import make_article, make_edition, make_event
from villages.models import Village

CSS = Path(settings.STATICFILES_DIRS[0]) / "css"
SHEETS = sorted((CSS / "sheets").glob("*.css"))


def classes(css: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"url\([^)]*\)", "", css)))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_reaches_the_reader_whole_with_nothing_left_to_fetch(sheet: Path) -> None:
    found = finders.find(f"css/sheets/{sheet.name}")
    assert isinstance(found, str)
    css = Path(found).read_text(encoding="utf-8")
    assert "@import" not in css
    assert css.count("{") == css.count("}")
    for address in re.findall(r"""url\("([^"]+)"\)""", css):
        assert (sheet.parent / address).resolve().is_file(), address


def test_collecting_static_files_takes_the_filled_sheets_once() -> None:
    listed = [
        (path, storage)
        for finder in get_finders()
        for path, storage in finder.list([])
        if path.startswith("css/sheets/")
    ]
    assert sorted(path for path, _storage in listed) == [f"css/sheets/{sheet.name}" for sheet in SHEETS]
    for path, storage in listed:
        with storage.open(path) as file:
            assert b"@import" not in file.read()


def test_addresses_are_seen_from_where_the_sheet_lies(tmp_path: Path) -> None:
    (tmp_path / "css" / "sheets").mkdir(parents=True)
    (tmp_path / "css" / "parts").mkdir()
    (tmp_path / "css" / "parts" / "a.css").write_text('/* gone */ .a { background: url("../../x/a.png"); }')
    (tmp_path / "css" / "sheets" / "s.css").write_text('@import url("../parts/a.css") layer(base);\n.b {}\n')
    assert filled(tmp_path, "css/sheets/s.css") == '@layer base {.a { background: url("../../x/a.png"); }\n}\n.b {}\n'
    (tmp_path / "css" / "s.css").write_text('@import "parts/a.css";')
    assert 'url("../x/a.png")' in filled(tmp_path, "css/s.css")


def test_a_component_stands_in_no_more_than_three_hundred_lines() -> None:
    by_hand = [path for path in CSS.rglob("*.css") if path.name != "fonts.css"]
    assert {path.name for path in by_hand if len(path.read_text().splitlines()) > 300} == set()


@pytest.mark.django_db
def test_every_page_loads_the_sheets_of_all_components_that_stand_on_it(lindehoek: Village) -> None:
    edition = make_edition(lindehoek)
    article, event = make_article(edition), make_event(lindehoek)
    sources = "".join(path.read_text() for path in CSS.rglob("*.css") if "admin" not in path.name)
    known = set(
        re.findall(r"^ *\.([a-z][\w-]*)", sources, re.MULTILINE)
    )  # not what counts inside another component only
    client = Client(headers={"host": lindehoek.site.hostname})
    homes = lindehoek.site.root_page.get_children().live()
    addresses = ["/", *(page.get_url() for page in (edition, article, event, *homes))]
    addresses += ["/zoeken/?q=koffie", "/inzenden/", "/inzenden/artikel/", "/nieuwsbrief/", "/nergens/"]
    for address in addresses:
        html = client.get(address).content.decode()
        sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
        have = classes("".join(Path(str(finders.find(sheet))).read_text() for sheet in sheets))
        used = {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
        assert (used & known) - have == set(), address
