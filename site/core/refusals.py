"""Exceptions that say no in words: raised anywhere below a view, they become its answer, and undo what it did till then."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class RefusedError(Exception):
    """Something may not be done, and somebody who asked for it is told why."""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Give what the one who asked gets to see."""
        raise NotImplementedError


class RefusalMiddleware:
    """Answer with the words of what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Give the refusal's answer."""
        return exception.answer(request) if isinstance(exception, RefusedError) else None
