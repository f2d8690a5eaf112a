"""What can go wrong in the press, each with the article that caused it where that is known."""

from __future__ import annotations


class PressError(Exception):
    """Something stands between this content and a PDF. ``article`` is the id of the article at fault, or ""."""

    def __init__(self, message: str, *, article: str = "") -> None:
        super().__init__(message)
        self.article = article

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes with everything they know."""
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(kind: type[PressError], args: tuple[object, ...], state: dict[str, object]) -> PressError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class PhotoError(PressError):
    """A picture is missing, damaged, too large or no picture at all. ``name`` is its file name."""

    def __init__(self, message: str, *, name: str, article: str = "") -> None:
        super().__init__(message, article=article)
        self.name = name


class TooMuchText(PressError):
    """A text, or the whole edition, is longer than the press sets."""


class TypesettingError(PressError):
    """The typesetting engine refused the document; the message is its own first complaint."""


class PressTimeout(PressError):
    """Rendering took longer than the limit and was stopped."""


class PressOutOfMemory(PressError):
    """Rendering needed more memory than the limit and was stopped."""
