import pytest

from demo.factories import make_user
from fietsroutes.offline import offline_files
from fietsroutes.offline_typefaces import SHEET, typefaces_for

pytestmark = pytest.mark.django_db


def test_the_list_holds_what_the_page_shows_and_plays_with_sizes(visit, lindehoek, make_route):
    page = make_route(lindehoek, stops=2)
    manifest = visit(lindehoek).get(f"{page.url}offline.json").json()
    files = {file["url"]: file for file in manifest["files"]}
    stop = page.ordered_stops[0]
    assert files[stop.audio.url]["bytes"] == stop.audio.file.size
    assert manifest["stories"] == 1  # both stops have the same recording: it is taken along once
    assert manifest["photos"] == 1
    assert manifest["bytes"] == sum(file["bytes"] for file in manifest["files"])
    for address in (
        "/static/css/sheets/site.css",
        "/static/vendor/leaflet/leaflet.js",
        "/static/js/routes/ride/ride.js",
        "/dorp.css",
        f"{manifest['scope']}rit.json",
    ):
        assert address in files
    assert all(file["bytes"] for url, file in files.items() if url.startswith("/static/"))
    assert all(url.startswith("/") and not url.startswith("/admin") for url in files)
    photo = next(file for file in manifest["files"] if file["kind"] == "photo")
    assert len(photo["also"]) >= 1


def test_the_version_follows_what_is_published_and_nothing_else(visit, lindehoek, make_route):
    page = make_route(lindehoek)

    def version():
        return visit(lindehoek).get(f"{page.url}offline.json").json()["version"]

    first = version()
    draft = page.get_latest_revision_as_object()
    draft.title = "Anders"
    revision = draft.save_revision()
    assert version() == first
    revision.publish()
    assert version() != first


def test_an_editor_takes_along_what_everybody_sees(visit, lindehoek, make_route):
    page = make_route(lindehoek)
    editor = visit(lindehoek, make_user(lindehoek))
    mine, theirs = (client.get(f"{page.url}offline.json").json() for client in (editor, visit(lindehoek)))
    assert mine == theirs


def test_the_worker_is_a_script_below_the_route(visit, lindehoek, make_route):
    response = visit(lindehoek).get(f"{make_route(lindehoek).url}offline.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response.headers["Cache-Control"]
    assert "Service-Worker-Allowed" not in response.headers


def test_a_draft_and_another_village_have_nothing_to_take_along(visit, lindehoek, zavelberg, make_route):
    page = make_route(zavelberg)
    assert visit(lindehoek).get(f"/fietsroutes/{page.slug}/offline.json").status_code == 404
    draft = make_route(lindehoek, publish=False)
    assert visit(lindehoek).get(f"/fietsroutes/{draft.slug}/offline.json").status_code == 404


def test_other_hosts_are_never_in_the_list():
    html = (
        '<link rel="stylesheet" href="https://x.example/a.css"><img src="//x.example/b.png"><audio src="/media/a.mp3">'
    )
    urls = [file["url"] for file in offline_files(html)]
    assert urls[0] == "/media/a.mp3"
    assert not any("x.example" in url for url in urls)


def test_the_typefaces_that_are_taken_along_are_those_of_the_letters_on_the_page():
    plain, romanian = set(typefaces_for("De linde bij het café")), set(typefaces_for("Café Căldărușani"))
    every = set(typefaces_for("".join(map(chr, range(32, 0x500)))))
    assert 3 <= len(plain) < len(romanian) <= len(every)
    assert plain < romanian
    assert all((SHEET.parent.parent / name).is_file() for name in every)
    assert any(name in typefaces_for("x") for name in plain)


@pytest.mark.parametrize("written", ["−", "&#x2212;", "&minus;", '{"text": "\\u2212"}', "&amp;minus; \\u2212"])
def test_a_letter_counts_however_it_is_written(written):
    assert "fonts/sans-latin.woff2" in typefaces_for(written)
    assert "fonts/sans-latin.woff2" not in typefaces_for("De linde")


def test_letters_beyond_the_basic_plane_are_read_as_pairs():
    assert typefaces_for('"\\ud83d\\ude80"') == typefaces_for("De linde")
    assert "fonts/serif-cyrillic.woff2" in typefaces_for('"\\u0457\\u0436"')


def test_the_basic_letters_go_along_whatever_the_page_says():
    assert {"fonts/sans.woff2", "fonts/serif.woff2", "fonts/easy.woff2"} <= set(typefaces_for("Їжак"))


def test_what_the_scripts_write_has_its_letters_along(visit, lindehoek, make_route):
    """The map's button for zooming out bears a minus sign, which is not in the page."""
    page = make_route(lindehoek)
    files = {file["url"] for file in visit(lindehoek).get(f"{page.url}offline.json").json()["files"]}
    assert "/static/fonts/sans-latin.woff2" in files
