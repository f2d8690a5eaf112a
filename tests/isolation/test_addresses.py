"""Every address that exists, asked for at one village with the other village's numbers: nothing shows, nothing changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from demo.factories import make_village
from tests.isolation.asking import NOT_EXERCISED, asks, excused
from tests.isolation.probe import Answer, Form, Prober, forms_in, problems
from tests.isolation.routes import Route, every_route
from tests.isolation.world import MARK, Furnished, furnish, set_apart
from villages.models import User

GROUPS = ["pages", "workflows", "localize", "files", "people", "rest"]


@dataclass
class World:
    """The village that asks, the village that must not be seen, and the keeper who sees both."""

    here: Furnished
    there: Furnished
    keeper: User


@pytest.fixture
def world(begin_with: Any, settings: Any) -> World:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "villages.translating.machines.WordByWord", "OPTIONS": {}}
    return begin_with(make_world)


def make_world() -> World:
    for name in ("Lindehoek", "Buurdorp"):
        make_village(name)
    set_apart()
    return World(
        furnish("Heemdal", "heemdal"),
        furnish("Zavelgeheim", MARK),
        User.objects.create_superuser("keeper", password="x"),
    )


def group_of(route: Route) -> str:
    """Spread the routes over tests that take about as long."""
    parts = route.template.split("/")
    if parts[0] != "admin":
        return "rest"
    second = parts[1] if len(parts) > 1 else ""
    if second in ("pages", "bulk", "choose-page"):
        return "pages"
    if second in ("workflows", "reports", "collections"):
        return "workflows"
    if second in ("localize", "locales", "sites", "redirects", "settings"):
        return "localize"
    if second in ("images", "documents", "media"):
        return "files"
    return "people" if second in ("users", "groups", "account") else "rest"


@dataclass
class Control:
    """What the keeper, or the other village's own admin, gets to see of a route."""

    forms: list[Form]
    content: bytes
    worked: bool


def control(probers: list[Prober], asked: list[tuple[str, dict[str, Any]]]) -> Control:
    """Ask as somebody who may: the forms of the page, its content, and whether the route did its work."""
    forms: list[Form] = [Form("", "post")]
    for prober in probers:
        for path, query in reversed(asked):
            answer = prober.ask("GET", path, query)
            if answer.worked:
                return Control([*forms, *forms_in(answer)][:3], b"" if answer.is_text else answer.body, True)
            for method in ("POST", "PUT", "DELETE") if answer.status in (400, 405) else ("POST",):
                if prober.ask(method, path).worked:
                    return Control(forms, b"", True)
    return Control(forms, b"", False)


def attempts(prober: Prober, path: str, query: dict[str, Any], forms: list[Form]) -> Iterator[tuple[str, Answer]]:
    """Do all that can be done at an address."""
    answer = prober.ask("GET", path, query)
    yield "GET", answer
    posted = [prober.ask("POST", path, form.fields) for form in forms]
    yield from (("POST", other) for other in posted)
    if answer.status == 405 and posted and posted[0].status == 405:
        yield from ((method, prober.ask(method, path)) for method in ("PUT", "DELETE"))


@pytest.mark.parametrize("group", GROUPS)
def test_no_address_shows_or_changes_the_other_village(world, group, record_property):
    routes = [(route, asks(route, world.there)) for route in every_route() if group_of(route) == group]
    keepers = [Prober("localhost", world.keeper), Prober(world.there.host, world.there.users["admin"])]
    controls = [control(keepers, asked) for route, asked in routes]
    roles = {
        name: Prober(world.here.host, user, watched=world.there)
        for name, user in [("visitor", None), *reversed(world.here.users.items())]
    }
    wrong = []
    for (route, asked), known in zip(routes, controls, strict=True):
        for role, prober in roles.items():
            # The village's own admin may most: she tries all; the others one of each kind.
            for number, (path, query) in enumerate(asked if role == "admin" else asked[:: len(asked) // 4 + 1]):
                forms = known.forms if role == "admin" or number < 2 else []
                for method, answer in attempts(prober, path, query, forms):
                    for problem in problems(answer, asked=path, control=known.content):
                        if not excused(route, problem):
                            wrong.append(f"{role} {method} {path} {query} ({route.name}): {problem}")
    exercised = {route.name for (route, _), known in zip(routes, controls, strict=True) if known.worked}
    unexercised = {route.name for route, _ in routes} - exercised
    record_property("isolation: views", len(routes))
    record_property("isolation: objects", len({path for route, asked in routes for path, _ in asked}))
    record_property("isolation: requests", sum(prober.counts["requests"] for prober in roles.values()))
    assert not wrong, "\n".join(wrong)
    assert sorted(unexercised ^ {route.name for route, _ in routes if route.name in NOT_EXERCISED}) == []
