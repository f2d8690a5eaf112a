"""`add_village`: once, twice, and like a village that exists."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail.models import Page

from agenda.models import AgendaPage
from core.models import VillageDocument, VillageImage
from demo.build import make_demo_village
from demo.factories import add_page, agenda_of, contact_page_of, home_of, make_image, make_user, newspaper_of, routes_of
from dorpskrant.models import EditionPage
from home.models import InformationPage
from villages.carrying_over import Carrier, names_of_people
from villages.inviting import link
from villages.models import Invitation, Village, VillageLook, VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def add(*args, **options):
    call_command("add_village", *args, **options)
    return Village.objects.get(slug="molenkouter")


def test_a_village_begins_with_all_that_it_needs(db, visit, capsys):
    village = add("Molenkouter", "molenkouter.be", languages="nl,fr", port=80, beheerder="rita@example.be")
    assert home_of(village, "fr").live
    assert [page.slug for page in home_of(village).get_children()] == ["dorpskrant", "agenda", "fietsroutes", "contact"]
    edition = EditionPage.objects.child_of(newspaper_of(village)).get()
    assert (edition.live, edition.number, edition.get_children().count()) == (False, 1, 0)
    assert {role.role for role in village.roles.all()} == set(VillageRole.Role.values)
    assert village.collection.name == "Molenkouter"
    assert VillageLook.objects.filter(site=village.site).exists()
    with scoped(village.scope()):
        assert newspaper_of(village).get_workflow() is not None
    assert mail.outbox[0].to == ["rita@example.be"]
    assert link(Invitation.objects.get()) in mail.outbox[0].body
    assert visit(village).get("/fr/").status_code == 200
    assert "rita@example.be is invited as admin." in capsys.readouterr().out


def test_a_second_time_changes_nothing(db, capsys, rows_of):
    options = {"languages": "nl,fr", "beheerder": "rita@example.be"}
    village = add("Molenkouter", "molenkouter.be", **options)
    before = rows_of(village)
    capsys.readouterr()
    add("Molenkouter", "molenkouter.be", **options)
    assert rows_of(village) == before
    assert len(mail.outbox) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Molenkouter (molenkouter) already lives at https://molenkouter.be/",
        "rita@example.be is invited already.",
    ]


def test_another_host_is_said_with_how_to_change_it_and_nothing_changes(db, lindehoek, rows_of):
    village = add("Molenkouter", "molenkouter.be")
    before = rows_of(village)
    with pytest.raises(CommandError, match="change_village molenkouter --host elders.be"):
        add("Molenkouter", "elders.be", languages="nl,fr")
    assert rows_of(village) == before
    with pytest.raises(CommandError, match="two villages"):
        add("Molenkouter", "lindehoek.localhost")


def test_more_languages_are_added_and_the_rest_is_said(db, capsys):
    add("Molenkouter", "molenkouter.be", languages="nl,en")
    village = add("De Molenkouter", "molenkouter.be", slug="molenkouter", languages="fr,nl", port=80)
    said = capsys.readouterr().out
    assert village.languages == ["nl", "en", "fr"]
    assert home_of(village, "fr").get_children().count() == 4
    for line in (
        'change_village molenkouter --name "De Molenkouter"',
        "change_village molenkouter --port 80",
        "Language fr was added",
        "Its first language stays nl",
        "It has en too",
    ):
        assert line in said


def test_a_mail_that_cannot_leave_founds_the_village_and_gives_the_link(db, monkeypatch, capsys):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        add("Molenkouter", "molenkouter.be", beheerder="rita@example.be")
    assert link(Invitation.objects.get()) in capsys.readouterr().err
    add("Molenkouter", "molenkouter.be", beheerder="rita@example.be")
    assert mail.outbox[0].to == ["rita@example.be"]


@pytest.mark.parametrize("options", [{"beheerder": "geen adres"}, {"languages": "nl,xx"}, {"like": "elders"}])
def test_a_half_made_village_never_remains(db, options):
    before = (Page.objects.count(), Village.objects.count(), Invitation.objects.count())
    with pytest.raises(CommandError):
        add("Molenkouter", "molenkouter.be", **options)
    assert (Page.objects.count(), Village.objects.count(), Invitation.objects.count()) == before


@pytest.fixture
def arranged(lindehoek):
    """Lindehoek with an arrangement of its own, words with and without people, and a photo."""
    make_user(lindehoek, first_name="Mariette", last_name="De Backer")
    home = home_of(lindehoek)
    home.intro = "<p>Welkom op het plein van Lindehoek.</p>"
    home.save_revision().publish()
    newspaper = newspaper_of(lindehoek)
    newspaper.title, newspaper.subtitle = "Het Lindeblad", "Krant van en voor Lindehoek"
    newspaper.colophon = "<p>Redactie: Jos Helsen</p>"
    newspaper.save_revision().publish()
    agenda = agenda_of(lindehoek)
    agenda.intro = "Iets toe te voegen? Bel Mariette."
    agenda.show_in_menus = False
    agenda.save_revision().publish()
    routes_of(lindehoek).move(home_of(lindehoek), pos="first-child")
    contact = contact_page_of(lindehoek)
    contact.slug, contact.contact_name, contact.contact_phone = "aanspreekpunt", "Lea Van Genechten", "014 00 00 40"
    contact.save_revision().publish()
    photo = make_image(lindehoek)
    add_page(
        home_of(lindehoek),
        InformationPage(
            title="Nieuw in Lindehoek",
            slug="welkom",
            show_in_menus=True,
            intro="Vraag het aan Lea.",
            body=[
                ("heading", "Waar is de bakker?"),
                ("text", "<p>Naast het huis van Jos.</p>"),
                ("heading", "Wat Lea voor je doet"),
                ("photo", {"image": photo, "alt": "De bakker", "caption": ""}),
                ("heading", "Wonen in Lindehoek"),
            ],
        ),
    )
    return lindehoek


def test_a_village_like_another_has_its_arrangement(arranged, db):
    village = add("Molenkouter", "molenkouter.be", like="lindehoek")
    assert [page.slug for page in home_of(village).get_children()] == [
        "fietsroutes",
        "dorpskrant",
        "agenda",
        "aanspreekpunt",
        "welkom",
    ]
    assert not agenda_of(village).show_in_menus
    assert home_of(village).intro == "<p>Welkom op het plein van Molenkouter.</p>"
    assert newspaper_of(village).title == "Dorpskrant"
    assert newspaper_of(village).subtitle == "Krant van en voor Molenkouter"
    page = InformationPage.objects.descendant_of(home_of(village)).get(slug="welkom")
    assert (page.title, page.live, page.intro) == ("Nieuw in Molenkouter", False, "")
    assert [block.value for block in page.body] == ["Waar is de bakker?", "Wonen in Molenkouter"]


def test_nothing_about_people_and_no_file_goes_along(arranged, db, rows_of):
    village = add("Molenkouter", "molenkouter.be", like="lindehoek")
    assert agenda_of(village).intro == ""
    assert newspaper_of(village).colophon == ""
    assert contact_page_of(village).contact_phone == ""
    with scoped(village.scope()):
        assert not VillageImage.objects.exists()
        assert not VillageDocument.objects.exists()
    everything = " ".join(rows_of(village).values())
    for name in ("Mariette", "Backer", "Jos", "Helsen", "Lea", "Genechten", "014 00 00 40", "Lindeblad"):
        assert name not in everything, name
    assert "Lindehoek" not in everything


def test_the_other_village_stays_as_it_was(arranged, db, rows_of):
    before = rows_of(arranged)
    add("Molenkouter", "molenkouter.be", like="lindehoek")
    assert rows_of(arranged) == before


def test_a_section_that_the_other_does_not_have_begins_hidden(lindehoek, db):
    routes_of(lindehoek).delete()
    village = add("Molenkouter", "molenkouter.be", like="lindehoek")
    assert not routes_of(village).live
    assert agenda_of(village).live


def test_it_has_the_other_villages_languages_unless_told_otherwise(db):
    call_command("add_village", "Lindehoek Twee", "twee.be", languages="nl,en", slug="twee")
    assert add("Molenkouter", "molenkouter.be", like="twee").languages == ["nl", "en"]
    home = home_of(Village.objects.get(slug="twee"))
    home.intro = "<p>Welkom.</p>"
    home.save_revision().publish()
    call_command("add_village", "Le Moulin", "moulin.be", like="twee", languages="fr", slug="moulin")
    assert home_of(Village.objects.get(slug="moulin")).locale.language_code == "fr"


def test_a_whole_demo_village_can_be_taken_as_the_example(db, rows_of):
    demo = make_demo_village("molenkouter", 80)
    call_command("add_village", "Biezenveld", "biezenveld.be", like="molenkouter")
    village = Village.objects.get(slug="biezenveld")
    everything = " ".join(rows_of(village).values())
    known = set(names_of_people(demo)) - {"Biezenveld"}
    assert len(known) > 20
    for name in [*known, "Molenkouter"]:
        assert not re.search(rf"\b{re.escape(name)}\b", everything), name
    assert AgendaPage.objects.descendant_of(home_of(village)).count() == 1


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("Krant van en voor Lindehoek", "Krant van en voor Molenkouter"),
        ("Wat er te doen is. Ook het kleine!", "Wat er te doen is. Ook het kleine!"),
        ("<p>Dag.</p><p>Welkom.</p>", "<p>Dag.</p><p>Welkom.</p>"),
        ("Mail naar krant@example.be", ""),
        ("Bel 0470 00 00 12", ""),
        ("Bel +32 470/00.00.12", ""),
        ("Kom naar zaal De Berk", ""),
        ("Mariette weet het", ""),
        ('<p>Zie <a linktype="page" id="3">hier</a>.</p>', ""),
        ('<p>x<embed embedtype="image" id="3"/></p>', ""),
        ("https://elders.be", ""),
    ],
)
def test_a_text_goes_along_only_if_it_names_nobody(lindehoek, zavelberg, text, carried):
    make_user(lindehoek, first_name="Mariette", last_name="De Backer")
    zavelberg.site.site_name = "Molenkouter"
    assert Carrier(lindehoek, zavelberg).text(text) == carried
