"""Asking as somebody, undoing what it did, and looking for the other village in the answer."""

import re
import traceback
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from villages.models import User

from .walls import crossings, differences, everything_of, written_tables
from .world import MARK, Furnished

TEXT = re.compile(r"text/|json|javascript|xml|html|calendar")


@dataclass
class Answer:
    """What came back, and what it did."""

    status: int
    body: bytes
    is_text: bool
    headers: str
    wrote: bool
    changed: list[str]
    crossed: list[str]
    error: str = ""  # what was raised, and where

    @property
    def worked(self) -> bool:
        """The view did its work: neither refused nor lost."""
        return self.status < 400 and (self.wrote or not self.to_login)

    @property
    def to_login(self) -> bool:
        """It only asked who this is, or said that this person may not."""
        return (
            bool(re.search(r"location: \S*(/login/|/admin/)$", self.headers, re.M)) or "/login/?next=" in self.headers
        )

    def shows(self, mark: str, *, asked: str = "") -> bool:
        """The mark stands in the answer, other than where it repeats what was asked."""
        text = (self.body.decode(errors="replace") if self.is_text else "") + self.headers
        for echo in {asked, asked.strip("/")}:
            text = text.replace(echo, "") if echo and mark in echo else text
        return mark in text.lower()


def take_second_step(client: Client, user: User) -> None:
    """Have a session be that of somebody who showed the app that the furnished village gave her."""
    if getattr(user, "otp_device", None) is not None:
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = user.otp_device.persistent_id  # type: ignore[attr-defined]
        session.save()


@dataclass
class Prober:
    """Sends requests to a village's host as one person, and undoes each; counts them."""

    host: str
    user: User | None
    watched: Furnished | None = None  # whose rows must stay as they are
    own: Furnished | None = None  # whose rows must not point over the wall
    keeps: bool = False  # what it did stays, for the next request
    counts: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False, headers={"host": self.host})
        if self.user is not None:
            self.client.force_login(self.user)
            take_second_step(self.client, self.user)
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.before = everything_of(self.watched) if self.watched else {}

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        """Send one request, with the query or the form that `data` holds."""
        self.counts["requests"] += 1
        self.client.cookies.clear()  # an answer may log out, or end the session
        self.client.cookies.load(self.cookies)
        changed, crossed = [], []
        with transaction.atomic(), written_tables() as written:
            response = getattr(self.client, method.lower())(path, data or {})
            body = read(response)
            if written and self.watched and not self.keeps:
                changed = differences(self.before, everything_of(self.watched, written))
                crossed = crossings(self.own, written) if self.own and method != "GET" else []
            transaction.set_rollback(not self.keeps)
        if written:
            cache.clear()
        return Answer(
            status=response.status_code,
            body=body,
            is_text=bool(TEXT.search(response.get("Content-Type", ""))),
            headers="\n".join(f"{name.lower()}: {value}" for name, value in response.headers.items()),
            wrote=bool(written),
            changed=changed,
            crossed=crossed,
            error=_last_place(response),
        )


def read(response: HttpResponse) -> bytes:
    """Give the body of an answer, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content


def _last_place(response: Any) -> str:
    raised = getattr(response, "exc_info", None)
    if not raised:
        return ""
    last = traceback.extract_tb(raised[2])[-1]
    return f"{raised[0].__name__}: {raised[1]} at {last.filename}:{last.lineno}"


def problems(answer: Answer, *, asked: str, control: bytes = b"") -> list[str]:
    """Say what is wrong with an answer to somebody of another village."""
    found = []
    if answer.status >= 500:
        found.append(f"error {answer.status} {answer.error}")
    if answer.shows(MARK, asked=asked):
        found.append("shows")
    if not answer.is_text and answer.body and answer.body == control:
        found.append("hands over")
    if answer.changed:
        found.append(f"changes {', '.join(answer.changed)}")
    if answer.crossed:
        found.append(f"points at {', '.join(answer.crossed)}")
    return found


@dataclass
class Form:
    """A form on a page: where it goes, and what it sends when nobody touches it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)  # the values that a select offers
    hidden: set[str] = field(default_factory=set)

    def with_value(self, name: str, value: str) -> dict[str, list[str]]:
        """Give what the form sends with one field changed."""
        return {**self.fields, name: [value]}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select, self.textarea = "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = values.get("action") or values.get("data-w-swap-src-value", "")  # the latter: sent by a script
            self.open = Form(action, values.get("method", "get").lower())
            self.forms.append(self.open)
        if self.open is None:
            return
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "input" and name:
            if kind in ("checkbox", "radio"):
                self.open.choices.setdefault(name, []).append(values.get("value", "on"))
                if "checked" not in values:
                    return
            if kind not in ("file", "submit", "button"):
                if kind == "hidden":
                    self.open.hidden.add(name)
                default = "on" if kind in ("checkbox", "radio") else ""
                self.open.fields.setdefault(name, []).append(values.get("value", default))
        if "data-block" in values:  # a stream field, which JavaScript fills in
            self.open.fields[f"{values['id']}-count"] = ["0"]
        if tag in ("button", "input") and name and kind == "submit":
            self.open.choices.setdefault(name, []).append(values.get("value", "on"))
        if tag == "textarea" and name:
            self.textarea = name
            self.open.fields[name] = [""]
        if tag == "select" and name:
            self.select = name
            self.open.choices[name] = []
        if tag == "option" and self.select:
            self.open.choices[self.select].append(values.get("value", ""))
            if "selected" in values:
                self.open.fields.setdefault(self.select, []).append(values.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.textarea:
            self.open.fields[self.textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.textarea = ""


def forms_in(answer: Answer) -> list[Form]:
    """Give the forms that post on a page, also in a page that is a fragment inside JSON."""
    text = answer.body.decode(errors="replace")
    if text.lstrip().startswith("{"):
        import json

        try:
            text = str(json.loads(text).get("html", ""))
        except ValueError:
            return []
    parser = _Forms()
    parser.feed(text)
    return [form for form in parser.forms if form.method == "post"]
