"""The wall between villages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from wagtail.models import Collection, Locale, Page, Site

from core.models import Audio, VillageDocument, VillageImage
from demo.factories import (
    home_of,
    make_article,
    make_audio,
    make_document,
    make_edition,
    make_image,
    make_notice,
    make_user,
    make_village,
)
from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice
from villages.models import User, Village, VillageLook, VillageRole
from villages.ownership import SHARED
from villages.scope import NOTHING, every_village, scoped

pytestmark = pytest.mark.django_db


def test_inside_a_village_the_rows_of_the_other_do_not_exist(lindehoek, zavelberg):
    for village in (lindehoek, zavelberg):
        edition = make_edition(village, title=f"Winter in {village.name}")
        make_article(edition, title=f"Nieuws uit {village.name}")
        make_notice(edition)
        make_user(village)
        make_image(village), make_audio(village), make_document(village)
    models = [EditionPage, ArticlePage, FamilyNotice, User, VillageImage, Audio, VillageDocument]
    models += [Site, Village, VillageLook]
    everywhere = {model: model.objects.count() for model in models}
    with scoped(lindehoek.scope()):
        here = {model: model.objects.count() for model in models}
        assert {str(page) for page in ArticlePage.objects.all()} == {"Nieuws uit Lindehoek"}
    assert here == {model: count // 2 for model, count in everywhere.items()}


def test_a_foreign_page_cannot_be_fetched_by_its_number(lindehoek, zavelberg):
    foreign = home_of(zavelberg).pk
    with scoped(lindehoek.scope()), pytest.raises(Page.DoesNotExist):
        Page.objects.get(pk=foreign)


def test_the_root_of_the_trees_is_visible_but_counts_no_foreign_children(lindehoek, zavelberg):
    with scoped(lindehoek.scope()):
        assert {page.title for page in Page.get_first_root_node().get_children()} == {"Lindehoek"}
        assert {c.name for c in Collection.objects.all()} == {"Root", "Lindehoek"}


def test_a_village_knows_only_its_own_languages(lindehoek):
    make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr"])
    with scoped(lindehoek.scope()):
        assert [locale.language_code for locale in Locale.objects.all()] == ["nl"]


def test_a_queryset_made_before_the_scope_obeys_it_when_it_runs(lindehoek, zavelberg):
    pages = Page.objects.filter(depth=2)
    assert pages.all().count() == 2
    with scoped(lindehoek.scope()):
        assert [page.title for page in pages.all()] == ["Lindehoek"]


def test_nothing_is_visible_where_a_web_process_has_no_village(lindehoek):
    with scoped(NOTHING):
        assert not Page.objects.exists()
        assert not User.objects.exists()


def test_the_wall_can_only_be_stepped_over_on_purpose(lindehoek, zavelberg):
    with scoped(lindehoek.scope()):
        with every_village():
            assert Site.objects.count() == 2
        assert Site.objects.count() == 1


def test_roles_belong_to_one_village(lindehoek, zavelberg):
    with scoped(zavelberg.scope()):
        assert VillageRole.objects.count() == 3
        assert set(VillageRole.objects.values_list("village", flat=True)) == {zavelberg.pk}


def test_every_model_says_whose_it_is():
    assert list(run_checks(tags=["villages"])) == []


def test_the_check_notices_a_model_that_nobody_declared(monkeypatch):
    monkeypatch.setattr("villages.checks.SHARED", SHARED - {"auth.Permission"})
    assert [problem.id for problem in run_checks(tags=["villages"])] == ["villages.E001"]


def test_no_queryset_that_was_made_while_models_loaded_sees_over_the_wall():
    program = Path(__file__).parent / "loaded_querysets.py"
    environment = {**os.environ, "PYTHONPATH": f"{settings.ROOT}:{settings.ROOT / 'site'}"}
    run = subprocess.run([sys.executable, program], env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    scoped_ones, *free = run.stdout.split()
    assert int(scoped_ones) > 0  # Wagtail keeps some in forms and filter sets
    assert free == []


def test_the_facts_of_a_village_are_the_same_whoever_asks(lindehoek, zavelberg):
    """A task of a web process begins outside every village, and goes into one by these facts."""
    facts = lindehoek.scope()
    assert all((facts.pages, facts.groups, facts.locales))
    for scope in (NOTHING, zavelberg.scope(), facts):
        with scoped(scope):
            assert Village.scope(lindehoek) == facts
