"""What neighbours share is shown with their name; nothing else of theirs ever is."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from agenda.models import OccurrenceChange
from agenda.nearby import shared_nearby
from demo.factories import agenda_of, home_of, make_event, make_user, make_village
from villages.models import Neighbour, VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db
NEARBY = "/agenda/in-de-buurt/"
TOMORROW = timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def neighbours(lindehoek, zavelberg):
    """Lindehoek chose Zavelberg."""
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    return lindehoek, zavelberg


def share(village, title="Zavelkermis", **fields):
    return make_event(village, title=title, **{"start_date": TOMORROW, "for_neighbours": True, **fields})


def seen(village):
    with scoped(village.scope()):
        return [nearby.title for nearby in shared_nearby(village, timezone.now())]


def test_a_shared_event_is_shown_with_its_village_and_leads_to_its_own_host(neighbours, visit):
    lindehoek, zavelberg = neighbours
    event = share(
        zavelberg,
        frequency="weekly",
        description="<p>Met de draaimolen.</p>",
        contact_name="Staf Geheim",
        contact_phone="0470 99 88 77",
        contact_email="staf@zavelberg.example.be",
        price="12 euro",
        place_name="De Zavelzaal",
    )
    make_event(lindehoek, title="Koffie van ons", start_date=TOMORROW)
    page = visit(lindehoek).get(NEARBY).content.decode()
    for words in ["Zavelkermis", "Zavelberg", "De Zavelzaal", "van 15 tot 17 uur", event.sentence, "Koffie van ons"]:
        assert words in page, words
    assert f'href="http://zavelberg.localhost/agenda/{event.slug}/"' in page
    for words in ["draaimolen", "Staf Geheim", "0470 99 88 77", "staf@", "12 euro"]:
        assert words not in page, words


def test_the_agenda_itself_keeps_to_its_village_and_leads_to_the_neighbours(neighbours, visit):
    share(neighbours[1])
    for address in ["/", "/agenda/", "/agenda/agenda.ics", "/agenda/rss.xml", "/agenda/agenda.json"]:
        assert "Zavelkermis" not in visit(neighbours[0]).get(address).content.decode(), address
    assert NEARBY in visit(neighbours[0]).get("/agenda/").content.decode()


def test_who_chose_nobody_sees_nobody(neighbours, visit):
    share(neighbours[0], "Lindefeest")
    assert seen(neighbours[1]) == []
    assert visit(neighbours[1]).get(NEARBY).status_code == 404
    assert NEARBY not in visit(neighbours[1]).get("/agenda/").content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"for_neighbours": False},
        {"publish": False},
        {"start_date": TOMORROW - dt.timedelta(days=9)},
        {"expire_at": timezone.now() - dt.timedelta(minutes=1)},
    ],
    ids=["not shared", "draft", "over", "expired"],
)
def test_what_is_not_shared_and_public_never_crosses(neighbours, fields):
    share(neighbours[1], **fields)
    assert seen(neighbours[0]) == []


@pytest.mark.parametrize("which", ["event", "agenda", "home"])
def test_what_needs_a_login_or_a_password_never_crosses(neighbours, which):
    event = share(neighbours[1])
    assert seen(neighbours[0]) == ["Zavelkermis"]
    page = {"event": event, "agenda": agenda_of(neighbours[1]), "home": home_of(neighbours[1])}[which]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert seen(neighbours[0]) == []


def test_a_change_that_was_not_published_does_not_cross(neighbours):
    event = share(neighbours[1], for_neighbours=False)
    event.for_neighbours, event.title = True, "Geheim plan"
    event.save_revision()
    assert seen(neighbours[0]) == []


def test_an_unpublished_event_and_a_neighbour_of_before_are_gone(neighbours):
    event = share(neighbours[1])
    event.unpublish()
    assert seen(neighbours[0]) == []
    share(neighbours[1], "Kerstmarkt")
    assert seen(neighbours[0]) == ["Kerstmarkt"]
    Neighbour.objects.all().delete()
    assert seen(neighbours[0]) == []


def test_a_third_village_stays_out(neighbours):
    share(make_village("Molenkouter"), "Molenfeest")
    assert seen(neighbours[0]) == []


def test_what_a_neighbour_calls_off_is_called_off_here(neighbours, visit):
    share(neighbours[1], changes=[OccurrenceChange(day=TOMORROW, status="cancelled", note="Interne reden")])
    page = visit(neighbours[0]).get(NEARBY).content.decode()
    assert "Afgelast" in page
    assert "Interne reden" not in page


def test_the_filter_counts_for_the_neighbours_too(neighbours, visit):
    share(neighbours[1], category="sports")
    assert "Zavelkermis" in visit(neighbours[0]).get(f"{NEARBY}?soort=sport").content.decode()
    assert "Zavelkermis" not in visit(neighbours[0]).get(f"{NEARBY}?soort=kinderen").content.decode()


def test_the_admin_of_a_neighbour_stays_closed(neighbours, visit):
    event = share(neighbours[1])
    client = visit(neighbours[0], make_user(neighbours[0], VillageRole.Role.ADMIN))
    assert client.get(f"/admin/pages/{event.pk}/edit/").status_code == 404


def test_five_neighbours_with_thirty_events_ask_as_many_queries_as_one(neighbours, visit):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert visit(neighbours[0]).get(NEARBY).status_code == 200
        return len(captured)

    share(neighbours[1])
    queries()
    with_one = queries()
    for number in range(3):
        other = make_village(f"Dorp{number}")
        Neighbour.objects.create(village=neighbours[0], neighbour=other)
        for event in range(8):
            share(other, f"Feest {event}")
    assert queries() == with_one
