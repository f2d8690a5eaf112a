"""Between the password and the admin stands the second step."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from .second_step import State, state_of

ADMIN = "/admin/"
SET_UP = "/admin/account/tweede-stap/"  # below it: the screens with which somebody sets her second step up
# What works before anybody is in, and needs nobody to be.
BEFORE = ("/admin/login/", "/admin/password_reset/", "/admin/tweede-stap/", "/admin/sprite/", "/admin/jsi18n/")


class SecondStepMiddleware:
    """Make nobody of who wrote a password and has not taken the second step; `request.waiting_user` is who it will be.

    In the admin such a person is led to the second step, or to where she sets it up: there, and only there, she is herself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the second step."""
        person: Any = request.user
        if not request.path_info.startswith(ADMIN):
            request.user = SimpleLazyObject(lambda: self._admitted(request, person))  # type: ignore[assignment]
            return self.get_response(request)
        request.user = self._admitted(request, person)
        if request.user is person or request.path_info.startswith(BEFORE):
            return self.get_response(request)
        setting_up = request.second_step is State.MUST_SET_UP  # type: ignore[attr-defined]
        if setting_up and request.path_info.startswith(SET_UP):
            request.user = person
            return self.get_response(request)
        address = reverse("second_step:overview" if setting_up else "second_step_door:prove")
        back = request.get_full_path() if request.method == "GET" else ADMIN
        return redirect(f"{address}?{urlencode({'next': back})}")

    @staticmethod
    def _admitted(request: HttpRequest, person: Any) -> Any:
        request.waiting_user = None  # type: ignore[attr-defined]
        request.second_step = State.IN  # type: ignore[attr-defined]
        if not person.is_authenticated:
            return person
        state = state_of(person, person.is_verified())
        if state is State.IN:
            return person
        request.waiting_user, request.second_step = person, state  # type: ignore[attr-defined]
        return AnonymousUser()
