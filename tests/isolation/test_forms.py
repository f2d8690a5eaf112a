"""A village's own forms with the other village's numbers in each field: nothing shows, nothing changes, nothing points there."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.isolation.asking import asks, excused
from tests.isolation.probe import Form, Prober, forms_in, problems
from tests.isolation.routes import every_route
from tests.isolation.test_addresses import GROUPS, group_of, world
from tests.isolation.world import Furnished

__all__ = ["world"]
CHOOSABLE = ["wagtailcore.Page", "core.VillageImage", "core.VillageDocument", "core.Audio"]
A_CHOICE = re.compile(r"image|photo|portrait|crest|cover|page|document|audio|media|file|parent|destination|target|link")


def foreign_values(form: Form, here: Furnished, there: Furnished) -> Iterator[tuple[str, str, str]]:
    """Give field, kind and number: for each field that holds or offers a number of ours, one of theirs of the same kind."""
    for name in {*form.fields, *form.choices}:
        held = {value for value in [*form.fields.get(name, []), *form.choices.get(name, [])] if value.isdigit()}
        if name == "csrfmiddlewaretoken" or name.endswith(("_FORMS", "-ORDER")):
            continue
        kinds = [
            label
            for label, keys in there.rows.items()
            if keys and isinstance(keys[-1], int) and held & set(map(str, here.rows[label]))
        ]
        if not held and name in form.hidden and A_CHOICE.search(name.lower()):
            kinds = CHOOSABLE
        for kind in kinds:
            yield name, kind, str(there.rows[kind][-1])


@pytest.mark.parametrize("group", GROUPS)
def test_no_form_of_ours_takes_a_number_of_theirs(world, group, record_property):
    here, there = world.here, world.there
    prober = Prober(here.host, here.users["admin"], watched=there, own=here)
    tried: set[tuple[str, str, str]] = set()
    wrong: list[str] = []
    for route in every_route():
        if group_of(route) != group:
            continue
        asked: list[tuple[str, dict[str, Any]]] = asks(route, here)
        for path, query in asked[:: len(asked) // 12 + 1]:
            answer = prober.ask("GET", path, query)
            wrong += [
                f"GET {path} ({route.name}): {problem}"
                for problem in problems(answer, asked=path)
                if not excused(route, problem)
            ]
            for form in forms_in(answer) if answer.worked else []:
                for name, kind, value in foreign_values(form, here, there):
                    attempt = (route.name, re.sub(r"\d+|[0-9a-f-]{36}", "", name), kind)
                    if attempt in tried:
                        continue
                    tried.add(attempt)
                    to = urljoin(path, form.action)
                    sent = prober.ask("POST", to, form.with_value(name, value))
                    for problem in problems(sent, asked=to):
                        if not excused(route, problem):
                            wrong.append(f"POST {to} ({route.name}) {name}={value} ({kind}): {problem}")
    record_property("isolation: fields", len(tried))
    record_property("isolation: requests", prober.counts["requests"])
    assert not wrong, "\n".join(wrong)
