"""The flatplan: what it shows, what moves in it, and for whom."""

import pytest

from demo.factories import make_article, make_edition, make_image, make_user
from dorpskrant.flatplan import Sheet, flatplan_of, spreads_of
from dorpskrant.models import Advert, ArticlePage, EditionPage
from dorpskrant.shelf import latest
from press.document import Layout
from press.plan import ArticlePlan, PagePlan, Plan
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
TEXT = "<p>" + "De klok van de veiling zakt weer, en dat hebben we aan Willy te danken. " * 40 + "</p>"


@pytest.fixture
def edition(lindehoek):
    edition = make_edition(lindehoek, target_pages=4)
    for title in ("Een", "Twee", "Drie"):
        make_article(edition, title=title, body=[("text", TEXT)])
    return edition


@pytest.fixture
def boss(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))


def titles(edition) -> list[str]:
    return [article.title for article in edition.articles()]


def of(edition, title) -> ArticlePage:
    return ArticlePage.objects.child_of(edition).get(title=title)


def arrange(client, edition, **data):
    return client.post(f"/admin/papier/{edition.pk}/schikken/", data, follow=True)


def test_the_screen_shows_every_page_and_how_full_the_edition_is(edition, boss):
    page = boss.get(f"/admin/papier/{edition.pk}/").content.decode()
    assert "van 4 pagina’s" in page
    assert "Bladzijde 1: " in page
    for number in (1, 2):
        start = page.index("/blad/")
        key = page[start + 6 : start + 70]
        answer = boss.get(f"/admin/papier/{edition.pk}/blad/{key}/{number}.png")
        assert answer.headers["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert boss.get(f"/admin/papier/{edition.pk}/blad/{key}/99.png").status_code == 404


def test_arrows_move_an_article(edition, boss):
    arrange(boss, edition, item=f"a{of(edition, 'Drie').pk}", move="up")
    assert titles(edition) == ["Een", "Drie", "Twee"]
    arrange(boss, edition, item=f"a{of(edition, 'Een').pk}", move="down")
    assert titles(edition) == ["Drie", "Een", "Twee"]
    arrange(boss, edition, item=f"a{of(edition, 'Drie').pk}", move="up")
    assert titles(edition) == ["Drie", "Een", "Twee"]


def test_dragging_puts_an_article_before_another_or_at_the_end(edition, boss):
    arrange(boss, edition, item=f"a{of(edition, 'Drie').pk}", before=f"a{of(edition, 'Een').pk}")
    assert titles(edition) == ["Drie", "Een", "Twee"]
    arrange(boss, edition, item=f"a{of(edition, 'Drie').pk}", before="")
    assert titles(edition) == ["Een", "Twee", "Drie"]


def test_weight_place_and_photo_width_count_at_once_and_leave_drafts_alone(edition, lindehoek, boss):
    article = of(edition, "Twee")
    article.photo, article.photo_alt = make_image(lindehoek), "de klok"
    article.save_revision().publish()
    article.refresh_from_db()
    article.intro = "Nog niet klaar"
    article.save_revision()
    arrange(boss, edition, item=f"a{article.pk}", weight="lead", pin="back", photo_columns="4")
    live = of(edition, "Twee")
    draft = live.get_latest_revision_as_object()
    for one in (live, draft):
        assert (one.weight, one.pin, one.photo_columns) == ("lead", "back", 4)
    assert (live.intro, draft.intro) == ("Sinds vrijdag kun je er zitten.", "Nog niet klaar")
    assert live.has_unpublished_changes
    assert not of(edition, "Een").has_unpublished_changes


def test_there_is_one_lead_story(edition, boss):
    for title in ("Een", "Drie"):
        arrange(boss, edition, item=f"a{of(edition, title).pk}", weight="lead")
    assert [article.weight for article in edition.articles()] == ["normal", "normal", "lead"]
    assert not of(edition, "Een").has_unpublished_changes


def test_nonsense_changes_nothing(edition, boss):
    item = f"a{of(edition, 'Een').pk}"
    arrange(boss, edition, item=item, weight="enorm", photo_columns="17", pin="plafond")
    arrange(boss, edition, layout="a3-9")
    live = of(edition, "Een")
    assert (live.weight, live.pin, live.photo_columns) == ("normal", "", 0)
    for wrong in ("a999999", "ad7", "x", ""):
        assert arrange(boss, edition, item=wrong, move="up").status_code == 404


def test_a_contributor_sees_the_flatplan_but_moves_nothing(edition, lindehoek, visit):
    editor = visit(lindehoek, make_user(lindehoek))
    page = editor.get(f"/admin/papier/{edition.pk}/").content.decode()
    assert "De eindredactie beslist over de volgorde" in page
    arrange(editor, edition, item=f"a{of(edition, 'Drie').pk}", move="up")
    assert editor.get(f"/admin/papier/{edition.pk}/advertenties/nieuw/").status_code == 302  # to the admin's own front
    assert titles(edition) == ["Een", "Twee", "Drie"]


def test_neighbours_move_nothing(edition, zavelberg, visit):
    stranger = visit(zavelberg, make_user(zavelberg, VillageRole.Role.ADMIN))
    assert arrange(stranger, edition, item=f"a{of(edition, 'Drie').pk}", move="up").status_code == 404
    own = make_edition(zavelberg, title="Eigen")
    assert arrange(stranger, own, item=f"a{of(edition, 'Drie').pk}", move="up").status_code == 404
    assert titles(edition) == ["Een", "Twee", "Drie"]


def test_the_layout_of_the_edition_is_chosen_here(edition, boss):
    arrange(boss, edition, layout="a5-1")
    edition = EditionPage.objects.get(pk=edition.pk)
    assert edition.paper_layout == "a5-1"
    assert edition.get_latest_revision_as_object().paper_layout == "a5-1"
    assert not edition.has_unpublished_changes


def test_old_pages_are_shown_as_old_until_the_new_ones_are_there(edition, boss, monkeypatch):
    address = f"/admin/papier/{edition.pk}/"
    assert "van vóór je laatste wijziging" not in boss.get(address).content.decode()
    with monkeypatch.context() as patch:
        patch.setattr("django_tasks.backends.immediate.ImmediateBackend._execute_task", lambda *args: None)
        page = arrange(boss, edition, item=f"a{of(edition, 'Drie').pk}", move="up").content.decode()
        assert "van vóór je laatste wijziging" in page
        assert "spreads--stale" in page
        start = page.index("/stand/") + 7
        assert boss.get(f"{address}stand/{page[start : start + 64]}/").json()["state"] == "busy"


def test_the_screen_can_be_asked_for_its_own_part(edition, boss):
    answer = boss.post(
        f"/admin/papier/{edition.pk}/schikken/",
        {"item": f"a{of(edition, 'Drie').pk}", "move": "up"},
        headers={"X-Flatplan": "1"},
    )
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert titles(edition) == ["Een", "Drie", "Twee"]


def test_an_advert_is_added_changed_moved_and_taken_away(edition, boss):
    base = f"/admin/papier/{edition.pk}/advertenties/"
    empty = boss.post(f"{base}nieuw/", {"name": "Bakkerij", "size": "1/4", "page": "0"})
    assert empty.status_code == 422
    assert "Kies een afbeelding, of schrijf een kop" in empty.content.decode()
    for name in ("Bakkerij", "Fietsen"):
        boss.post(f"{base}nieuw/", {"name": name, "size": "1/4", "page": "0", "title": name})
    assert [advert.name for advert in edition.adverts.all()] == ["Bakkerij", "Fietsen"]
    second = edition.adverts.get(name="Fietsen")
    arrange(boss, edition, item=f"ad{second.pk}", move="up")
    assert [advert.name for advert in edition.adverts.all()] == ["Fietsen", "Bakkerij"]
    arrange(boss, edition, item=f"ad{second.pk}", before="")
    assert [advert.name for advert in edition.adverts.all()] == ["Bakkerij", "Fietsen"]
    arrange(boss, edition, item=f"ad{second.pk}", page="-1")
    boss.post(f"{base}{second.pk}/", {"name": "Fietsen Jan", "size": "1/2", "page": "2", "title": "Fietsen"})
    second.refresh_from_db()
    assert (second.name, second.size, second.page) == ("Fietsen Jan", "1/2", 2)
    assert boss.get(f"{base}{second.pk}/weg/").status_code == 200
    assert Advert.objects.filter(pk=second.pk).exists()
    boss.post(f"{base}{second.pk}/weg/")
    assert not Advert.objects.filter(pk=second.pk).exists()


def test_spreads_lie_as_the_paper_lies():
    sheets = [Sheet(number, 90, [], 0, []) for number in range(1, 5)]
    numbers = [[sheet and sheet.number for sheet in spread] for spread in spreads_of(sheets)]
    assert numbers == [[None, 1], [2, 3], [4, None]]
    assert spreads_of([]) == []


def test_the_list_says_by_how_many_lines_an_article_is_over_or_under(edition):
    first, second, third = edition.articles()
    plan = Plan(
        articles=(
            ArticlePlan(f"a{first.pk}", 1, (1, 2), 90, 14),
            ArticlePlan(f"a{second.pk}", 2, (2,), 40, 0),
            ArticlePlan(f"a{third.pk}", 2, (2,), 40, 0),
        ),
        pages=(
            PagePlan(1, 1.0, 0.0, (f"a{first.pk}",)),
            PagePlan(2, 0.7, 80.0, (f"a{first.pk}", f"a{second.pk}", f"a{third.pk}")),
        ),
    )
    shown = flatplan_of(edition, plan, Layout())
    remarks = [row.remark for row in shown.rows]
    assert remarks[0] == "14 regels te lang voor blz. 1: loopt door op blz. 2"
    assert remarks[1] == "past"
    assert remarks[2] == "er kunnen nog 51 regels bij op blz. 2"  # 17 lines of 4.66 mm in three columns
    assert shown.filled == "1,7"
    assert shown.verdict.startswith("2 pagina’s zijn nog leeg")
    assert [sheet.offers for sheet in shown.offers] == [["1/8", "1/4"]]


def test_the_screen_asks_the_database_as_often_for_many_articles_as_for_few(
    edition, lindehoek, boss, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/admin/papier/{edition.pk}/"
    boss.get(address)
    with CaptureQueriesContext(connection) as few:
        boss.get(address)
    for number in range(12):
        make_article(edition, title=f"Meer {number}", publish=True)
    boss.get(address)
    with CaptureQueriesContext(connection) as many:
        boss.get(address)
    assert len(many) <= len(few) + 2


def test_a_paper_tells_of_itself_only_under_its_own_edition(edition, zavelberg, boss, visit):
    boss.get(f"/admin/papier/{edition.pk}/")
    paper = latest(f"{edition.pk}-flatplan") or pytest.fail("nothing was printed")
    assert boss.get(f"/admin/papier/{edition.pk}/stand/{paper.key}/").json()["state"] == "ready"
    other = make_edition(zavelberg)
    neighbour = visit(zavelberg, make_user(zavelberg, VillageRole.Role.FINAL_EDITOR))
    told = neighbour.get(f"/admin/papier/{other.pk}/stand/{paper.key}/").json()
    assert told == {"state": "absent", "words": ""}
    assert neighbour.get(f"/admin/papier/{other.pk}/blad/{paper.key}/1.png").status_code == 404
