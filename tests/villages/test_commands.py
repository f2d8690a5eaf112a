"""Commands that work on villages' data run in each village's own scope."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, find_commands, load_command_class
from wagtail.models import Page

from villages.commands import VillageCommand
from villages.scope import current_village

pytestmark = pytest.mark.django_db


class Count(VillageCommand):
    def __init__(self, failing="", **kwargs):
        super().__init__(**kwargs)
        self.failing, self.seen = failing, {}

    def handle_village(self, village, **options):
        if village.slug == self.failing:
            raise ValueError("stuk")
        self.seen[village.slug] = {page.title for page in Page.objects.filter(depth=2)}


def test_a_command_sees_one_village_at_a_time(lindehoek, zavelberg):
    command = Count()
    call_command(command)
    assert command.seen == {"lindehoek": {"Lindehoek"}, "zavelberg": {"Zavelberg"}}
    assert current_village() is None


def test_a_command_can_be_run_for_one_village(lindehoek, zavelberg):
    command = Count()
    call_command(command, "--village", "zavelberg")
    assert list(command.seen) == ["zavelberg"]


def test_a_failure_in_one_village_does_not_keep_the_others_waiting(lindehoek, zavelberg, capsys):
    command = Count(failing="lindehoek")
    with pytest.raises(CommandError, match="Failed in: lindehoek"):
        call_command(command)
    assert list(command.seen) == ["zavelberg"]
    assert "stuk" in capsys.readouterr().err


def test_an_unknown_village_is_said_before_anything_is_done(lindehoek):
    command = Count()
    with pytest.raises(CommandError, match="No village is called elders"):
        call_command(command, village=["lindehoek", "elders"])
    assert command.seen == {}


# Commands about the instance itself, or that name the one village they are about.
NOT_VILLAGE_BY_VILLAGE = {
    "add_village",
    "backup",
    "change_village",
    "collectstatic",
    "compile_catalogues",
    "empty_page_cache",
    "forget_second_step",
    "import_village",
    "make_demo",
    "forget_tasks",
    "prepare_serve",
    "release",
    "remove_village",
    "restore",
    "tidy_papers",
    "tidy_uploads",
    "work",
}


def test_every_command_of_the_product_runs_village_by_village():
    ours = [config for config in apps.get_app_configs() if Path(config.path).is_relative_to(settings.ROOT)]
    ours = [config for config in ours if ".venv" not in Path(config.path).parts]
    found = {}
    for config in ours:
        for name in find_commands(str(Path(config.path) / "management")):
            found[name] = load_command_class(config.name, name)
    assert len(found) > len(NOT_VILLAGE_BY_VILLAGE)
    others = {name for name, command in found.items() if not isinstance(command, VillageCommand)}
    assert others == NOT_VILLAGE_BY_VILLAGE
