"""The shelf of finished papers: a folder of files for each, named by a hash of all that went in. All of it is derived."""

import json
import pickle
from dataclasses import asdict, dataclass
from typing import Any, Literal

from dorpskrant.shelves import ShelfFile, shelf
from press.document import Edition, Layout
from press.errors import PressError
from press.plan import ArticlePlan, PagePlan, Plan, PressResult

State = Literal["absent", "busy", "failed", "ready"]
ALIVE_SECONDS = 150  # a job that said nothing for so long died with its process; longer than any limit of the press
KEPT = 1000  # papers; the least recently read go first


@dataclass(frozen=True)
class Order:
    """What is to be printed. `slot` is the place that it takes: a new paper in a slot replaces the one before."""

    slot: str
    edition: Edition
    layout: Layout
    thumbnail_ppi: float = 0


@dataclass(frozen=True)
class Paper:
    """A paper on the shelf, or one that is to come there."""

    key: str

    @property
    def pdf(self) -> ShelfFile:
        """The PDF; there once the paper is ready."""
        return shelf().file(f"{self.key}/paper.pdf")

    @property
    def sheets(self) -> ShelfFile:
        """The booklet two pages to a sheet; there for an A5 paper only."""
        return shelf().file(f"{self.key}/sheets.pdf")

    def thumbnail(self, number: int) -> ShelfFile:
        """The picture of a page, from 1."""
        return shelf().file(self._thumbnail(number))

    def _thumbnail(self, number: int) -> str:
        return f"{self.key}/page-{number:03d}.png"

    @property
    def state(self) -> State:
        """What has become of it."""
        if self._file("plan").exists():
            return "ready"
        if self._file("failed").exists():
            return "failed"
        quiet = shelf().age_seconds(f"{self.key}/busy.json")
        return "busy" if quiet is not None and quiet < ALIVE_SECONDS else "absent"

    def begin(self, order: Order) -> bool:
        """Put the order on the shelf; False where somebody else is already at it."""
        busy = f"{self.key}/busy.json"
        if self.state == "absent" and shelf().age_seconds(busy) is not None:
            shelf().remove(busy)
        waiting = {"stage": "waiting", "done": 0, "total": 0}
        if not shelf().create(busy, json.dumps(waiting).encode()):
            return False
        self._write("slot", {"slot": order.slot})
        shelf().write(self._order, pickle.dumps(order))
        return True

    @property
    def _order(self) -> str:
        return f"{self.key}/order.pickle"

    def order(self) -> Order:
        """Give the order back."""
        return pickle.loads(shelf().file(self._order).read_bytes())  # noqa: S301 - our own file

    def note(self, stage: str, done: int, total: int) -> None:
        """Write down how far it is."""
        self._write("busy", {"stage": stage, "done": done, "total": total})

    def progress(self) -> dict[str, Any]:
        """Give the stage, and how much of it is done; empty when nobody is at it."""
        return self._read("busy")

    def finish(self, slot: str, result: PressResult) -> None:
        """Put the paper on the shelf, and take away the one that it replaces."""
        shelf().write(f"{self.key}/paper.pdf", result.pdf)
        if result.sheets:
            shelf().write(f"{self.key}/sheets.pdf", result.sheets)
        for number, image in enumerate(result.thumbnails, start=1):
            shelf().write(self._thumbnail(number), image)
        shelf().remove(self._order)
        self._write("plan", {**asdict(result.plan), "slot": slot, "unprintable": result.unprintable})
        shelf().remove(f"{self.key}/busy.json")
        before = latest(slot)
        _write(f"slots/{slot}.json", {"key": self.key})
        if before is not None and before != self:
            before.remove()

    def fail(self, error: PressError) -> None:
        """Write down what went wrong, and in which article."""
        said = {"kind": type(error).__name__, "detail": str(error), "article": error.article}
        shelf().remove(self._order)
        self._write("failed", said)
        shelf().remove(f"{self.key}/busy.json")

    def failure(self) -> dict[str, str]:
        """Give what went wrong: `kind` (the error's class), `detail` (in English), `article` (its id, or empty)."""
        return self._read("failed")

    def plan(self) -> Plan:
        """Give where everything stands."""
        found = self._read("plan")
        pages = tuple(PagePlan(**{**page, "articles": tuple(page["articles"])}) for page in found["pages"])
        articles = tuple(ArticlePlan(**{**a, "pages": tuple(a["pages"])}) for a in found["articles"])
        return Plan(articles, pages)

    def unprintable(self) -> list[str]:
        """Give the characters that no font of the press has, and that were left out."""
        return list(self._read("plan").get("unprintable", ()))

    def is_of(self, page_id: int) -> bool:
        """Whether this paper, ordered or finished, is one of that edition."""
        known = self._read("slot") or self._read("plan")
        return str(known.get("slot", "")).startswith(f"{page_id}-")

    def age_seconds(self) -> float:
        """Give how long ago it was made; 0 where it was not."""
        return shelf().age_seconds(f"{self.key}/paper.pdf") or 0

    def touch(self) -> None:
        """Say that somebody read it."""
        shelf().touch(f"{self.key}/plan.json")

    def remove(self) -> None:
        """Throw it away."""
        shelf().remove_folder(self.key)

    def _file(self, name: str) -> ShelfFile:
        return shelf().file(f"{self.key}/{name}.json")

    def _read(self, name: str) -> dict[str, Any]:
        return _read(f"{self.key}/{name}.json")

    def _write(self, name: str, value: dict[str, Any]) -> None:
        _write(f"{self.key}/{name}.json", value)


def latest(slot: str) -> Paper | None:
    """Give the last paper that was finished for a slot, whatever has changed since."""
    found = _read(f"slots/{slot}.json")
    paper = Paper(found["key"]) if found else None
    return paper if paper is not None and paper.state == "ready" else None


def tidy() -> None:
    """Throw the papers away that nobody read for the longest time, beyond the number that is kept."""
    for key in shelf().by_age("plan.json")[KEPT:]:
        shelf().remove_folder(key)


def _read(name: str) -> dict[str, Any]:
    try:
        return json.loads(shelf().file(name).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _write(name: str, value: dict[str, Any]) -> None:
    shelf().write(name, json.dumps(value).encode())


def empty(**kwargs: Any) -> None:
    """Throw all papers away; who asks for one gets it made anew. A village that was removed leaves nothing here."""
    shelf().remove_folder("")
