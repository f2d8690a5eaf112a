"""The shelf of finished papers: a folder of files for each, named by a hash of all that went in. All of it is derived."""

import json
import pickle
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

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
    def folder(self) -> Path:
        """Where its files are."""
        return _shelf() / self.key

    @property
    def pdf(self) -> Path:
        """The PDF; there once the paper is ready."""
        return self.folder / "paper.pdf"

    @property
    def sheets(self) -> Path:
        """The booklet two pages to a sheet; there for an A5 paper only."""
        return self.folder / "sheets.pdf"

    def thumbnail(self, number: int) -> Path:
        """The picture of a page, from 1."""
        return self.folder / f"page-{number:03d}.png"

    @property
    def state(self) -> State:
        """What has become of it."""
        if (self.folder / "plan.json").exists():
            return "ready"
        if (self.folder / "failed.json").exists():
            return "failed"
        try:
            quiet = time.time() - (self.folder / "busy.json").stat().st_mtime
        except FileNotFoundError:
            return "absent"
        return "busy" if quiet < ALIVE_SECONDS else "absent"

    def begin(self, order: Order) -> bool:
        """Put the order on the shelf; False where somebody else is already at it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        busy = self.folder / "busy.json"
        if self.state == "absent":
            busy.unlink(missing_ok=True)
        try:
            with busy.open("x") as file:
                json.dump({"stage": "waiting", "done": 0, "total": 0}, file)
        except FileExistsError:
            return False
        _write(self.folder / "slot.json", {"slot": order.slot})
        (self.folder / "order.pickle").write_bytes(pickle.dumps(order))
        return True

    def order(self) -> Order:
        """Give the order back."""
        return pickle.loads((self.folder / "order.pickle").read_bytes())  # noqa: S301 - our own file

    def note(self, stage: str, done: int, total: int) -> None:
        """Write down how far it is."""
        _write(self.folder / "busy.json", {"stage": stage, "done": done, "total": total})

    def progress(self) -> dict[str, Any]:
        """Give the stage, and how much of it is done; empty when nobody is at it."""
        return _read(self.folder / "busy.json")

    def finish(self, slot: str, result: PressResult) -> None:
        """Put the paper on the shelf, and take away the one that it replaces."""
        self.pdf.write_bytes(result.pdf)
        if result.sheets:
            self.sheets.write_bytes(result.sheets)
        for number, image in enumerate(result.thumbnails, start=1):
            self.thumbnail(number).write_bytes(image)
        (self.folder / "order.pickle").unlink(missing_ok=True)
        _write(self.folder / "plan.json", {**asdict(result.plan), "slot": slot, "unprintable": result.unprintable})
        (self.folder / "busy.json").unlink(missing_ok=True)
        before = latest(slot)
        _write(_shelf() / "slots" / f"{slot}.json", {"key": self.key})
        if before is not None and before != self:
            before.remove()

    def fail(self, error: PressError) -> None:
        """Write down what went wrong, and in which article."""
        said = {"kind": type(error).__name__, "detail": str(error), "article": error.article}
        (self.folder / "order.pickle").unlink(missing_ok=True)
        _write(self.folder / "failed.json", said)
        (self.folder / "busy.json").unlink(missing_ok=True)

    def failure(self) -> dict[str, str]:
        """Give what went wrong: `kind` (the error's class), `detail` (in English), `article` (its id, or empty)."""
        return _read(self.folder / "failed.json")

    def plan(self) -> Plan:
        """Give where everything stands."""
        found = _read(self.folder / "plan.json")
        pages = tuple(PagePlan(**{**page, "articles": tuple(page["articles"])}) for page in found["pages"])
        articles = tuple(ArticlePlan(**{**a, "pages": tuple(a["pages"])}) for a in found["articles"])
        return Plan(articles, pages)

    def unprintable(self) -> list[str]:
        """Give the characters that no font of the press has, and that were left out."""
        return list(_read(self.folder / "plan.json").get("unprintable", ()))

    def is_of(self, page_id: int) -> bool:
        """Whether this paper, ordered or finished, is one of that edition."""
        known = _read(self.folder / "slot.json") or _read(self.folder / "plan.json")
        return str(known.get("slot", "")).startswith(f"{page_id}-")

    def touch(self) -> None:
        """Say that somebody read it."""
        (self.folder / "plan.json").touch()

    def remove(self) -> None:
        """Throw it away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def latest(slot: str) -> Paper | None:
    """Give the last paper that was finished for a slot, whatever has changed since."""
    found = _read(_shelf() / "slots" / f"{slot}.json")
    paper = Paper(found["key"]) if found else None
    return paper if paper is not None and paper.state == "ready" else None


def tidy() -> None:
    """Throw the papers away that nobody read for the longest time, beyond the number that is kept."""
    plans = sorted(_shelf().glob("*/plan.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in plans[KEPT:]:
        shutil.rmtree(path.parent, ignore_errors=True)


def _shelf() -> Path:
    return settings.VAR / "press"


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(value), encoding="utf-8")
    draft.replace(path)  # readers see the whole file or none


def empty(**kwargs: Any) -> None:
    """Throw all papers away; who asks for one gets it made anew. A village that was removed leaves nothing here."""
    shutil.rmtree(_shelf(), ignore_errors=True)
