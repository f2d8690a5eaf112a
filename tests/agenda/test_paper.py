"""What the newspaper prints of the agenda."""

import datetime as dt

from agenda.models import OccurrenceChange, SeriesPause
from agenda.paper import paper_agenda, paper_nearby
from demo.factories import home_of, make_event
from villages.models import Neighbour
from villages.scope import scoped

BEGIN, END = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
TUESDAY = dt.date(2026, 12, 1)


def printed(village, language="nl"):
    return paper_agenda(home_of(village), BEGIN, END, language)


def test_single_events_stand_under_their_day(lindehoek):
    make_event(lindehoek, title="Kerstmarkt", start_date=dt.date(2026, 12, 20))
    make_event(lindehoek, title="Paasfeest", start_date=dt.date(2027, 3, 28))
    days, series = printed(lindehoek)
    assert [(day.weekday, day.day, day.month, [item.title for item in day.items]) for day in days] == [
        ("zondag", "20", "december", ["Kerstmarkt"])
    ]
    assert days[0].items[0].time_text == "van 15 tot 17 uur"
    assert days[0].items[0].phone == "0470 00 00 12"
    assert series == ()


def test_a_series_is_one_sentence_and_not_a_line_a_week(lindehoek):
    make_event(lindehoek, title="Wandelclub", start_date=TUESDAY, frequency="weekly")
    days, series = printed(lindehoek)
    assert days == ()
    assert [(activity.title, activity.sentence[:27]) for activity in series] == [
        ("Wandelclub", "Elke dinsdag van 15 tot 17 ")
    ]


def test_a_series_that_rests_this_month_is_not_dropped(lindehoek):
    pauses = [SeriesPause(first_day=BEGIN, last_day=dt.date(2027, 1, 4))]
    make_event(lindehoek, title="Wandelclub", start_date=dt.date(2026, 11, 24), frequency="weekly", pauses=pauses)
    _, series = printed(lindehoek)
    assert [activity.title for activity in series] == ["Wandelclub"]


def test_a_cancelled_time_of_a_series_is_told_under_its_day(lindehoek):
    changes = [OccurrenceChange(day=dt.date(2026, 12, 22), status="cancelled", note="Wij staan op de kerstmarkt.")]
    make_event(lindehoek, title="Wandelclub", start_date=TUESDAY, frequency="weekly", changes=changes)
    days, series = printed(lindehoek)
    assert [(day.day, [(item.status_text, item.cancelled, item.note) for item in day.items]) for day in days] == [
        ("22", [("Afgelast", True, "Wij staan op de kerstmarkt.")])
    ]
    assert len(series) == 1


def test_two_villages_print_their_own(lindehoek, zavelberg):
    make_event(lindehoek, title="Koffie in Lindehoek", start_date=TUESDAY)
    make_event(zavelberg, title="Koffie in Zavelberg", start_date=TUESDAY)
    days, _ = printed(zavelberg)
    assert [item.title for day in days for item in day.items] == ["Koffie in Zavelberg"]


def test_paper_speaks_the_language_of_the_edition(lindehoek):
    make_event(lindehoek, title="Wandelclub", start_date=TUESDAY, frequency="weekly")
    make_event(lindehoek, title="Kerstmarkt", start_date=dt.date(2026, 12, 20))
    days, series = printed(lindehoek, "fr")
    assert days[0].weekday == "dimanche"
    assert series[0].sentence.startswith("Tous les mardis")


def nearby(village, most=20, language="nl"):
    with scoped(village.scope()):
        return paper_nearby(village, BEGIN, END, language, most)


def test_what_neighbours_share_is_printed_with_their_name_and_where_to_look(lindehoek, zavelberg):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    friday = dt.date(2026, 12, 4)
    shared = {"for_neighbours": True, "place_name": "De Zavelzaal", "contact_phone": "0470 99 88 77"}
    make_event(zavelberg, title="Zavelmarkt", start_date=friday, **shared)
    make_event(zavelberg, title="Zaveldans", start_date=TUESDAY, frequency="weekly", **shared)
    make_event(zavelberg, title="Onder ons", start_date=friday)
    make_event(zavelberg, title="Volgend jaar", start_date=dt.date(2027, 2, 1), for_neighbours=True)
    days, series = nearby(lindehoek)
    (item,) = days[0].items
    assert (days[0].day, item.title, item.place) == ("4", "Zavelmarkt", "De Zavelzaal, Zavelberg")
    assert (item.contact, item.phone) == ("zavelberg.localhost", "")
    assert [(activity.title, activity.sentence[:13], activity.phone) for activity in series] == [
        ("Zaveldans", "Elke dinsdag ", "")
    ]
    assert nearby(zavelberg) == ((), ())


def test_a_called_off_event_of_the_neighbours_says_so(lindehoek, zavelberg):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    changes = [OccurrenceChange(day=TUESDAY, status="cancelled")]
    make_event(zavelberg, title="Zavelmarkt", start_date=TUESDAY, for_neighbours=True, changes=changes)
    days, _ = nearby(lindehoek)
    assert [(item.status_text, item.cancelled) for item in days[0].items] == [("Afgelast", True)]


def test_the_neighbours_take_no_more_room_than_they_are_given(lindehoek, zavelberg):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    for number in range(6):
        make_event(zavelberg, title=f"Markt {number}", start_date=TUESDAY, for_neighbours=True)
    days, _ = nearby(lindehoek, most=4)
    assert sum(len(day.items) for day in days) == 4
