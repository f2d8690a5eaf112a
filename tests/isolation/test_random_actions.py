"""Whatever the people of one village do in the admin, in whatever order: the rows of the other stay, byte for byte."""

import os
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.isolation.asking import RAISES, asks
from tests.isolation.probe import Form, Prober, forms_in
from tests.isolation.routes import Route, every_route
from tests.isolation.test_forms import foreign_values, world
from tests.isolation.walls import crossings, differences, everything_of, written_tables
from tests.isolation.world import Furnished

__all__ = ["world"]
EXAMPLES = int(os.environ.get("DORPSPLEIN_RANDOM_ACTIONS", 15))
STEPS = 12
LEAVING = {"wagtailadmin_logout"}
# Names of routes where something is done.
DOING = re.compile(
    r"add|edit|delete|copy|move|publish|lock|create|privacy|submit|bulk|revert|remove|take|refuse|advert|withdraw|hand_over|set_"
)


@pytest.fixture
def addresses(world: Any) -> list[tuple[Route, list[tuple[str, dict]], list[tuple[str, dict]]]]:
    """Give each route that can change something, filled with our own rows and with theirs."""
    found = []
    for route in every_route():
        if route.template.startswith("admin/") and route.name not in RAISES | LEAVING:
            ours, theirs = asks(route, world.here), asks(route, world.there)
            if ours and theirs:
                found.append((route, ours, theirs))
    # Most steps go to where the work is done.
    return found + 4 * [entry for entry in found if DOING.search(entry[0].name)]


def filled(form: Form, data: Any, here: Furnished, there: Furnished) -> dict[str, list[str]]:
    """Give what a form sends, sometimes with one of their numbers in one of its fields, sometimes with another of its buttons."""
    foreign = sorted(foreign_values(form, here, there))
    sent = dict(form.fields)
    if foreign and data.draw(st.booleans()):
        name, _, value = data.draw(st.sampled_from(foreign))
        sent[name] = [value]
    offered = sorted((name, value) for name, values in form.choices.items() for value in values)
    if offered and data.draw(st.booleans()):
        name, value = data.draw(st.sampled_from(offered))
        sent[name] = [value]
    return sent


def test_no_sequence_of_actions_changes_the_other_village(world, addresses, record_property):
    here, there = world.here, world.there
    before = everything_of(there)
    tried = {"sequences": 0, "requests": 0, "changes of our own": 0}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES < 50,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(st.data())
    def act(data: Any) -> None:
        with transaction.atomic():
            people = [Prober(here.host, user, keeps=True) for user in here.users.values()]
            with written_tables() as tables:
                for _ in range(data.draw(st.integers(1, STEPS))):
                    somebody = data.draw(st.sampled_from(people))
                    _, ours, theirs = data.draw(st.sampled_from(addresses))
                    path, query = data.draw(st.sampled_from(ours if data.draw(st.integers(0, 4)) else theirs))
                    answer = somebody.ask("GET", path, query)
                    forms = forms_in(answer) if answer.worked else []
                    form = data.draw(st.sampled_from(forms)) if forms else Form("", "post")
                    answer = somebody.ask("POST", path, filled(form, data, here, there))
                    tried["changes of our own"] += answer.wrote
            changed = differences(before, everything_of(there))
            crossed = crossings(here, tables)
            transaction.set_rollback(True)
        cache.clear()
        tried["sequences"] += 1
        tried["requests"] += sum(person.counts["requests"] for person in people)
        assert (changed, crossed) == ([], [])

    act()
    for name, number in tried.items():
        record_property(f"isolation: {name}", number)
    assert tried["changes of our own"] > 0
