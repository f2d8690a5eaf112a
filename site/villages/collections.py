"""The place of a village's files in the tree of collections: given once, and never moved by somebody else's name."""

from typing import Any

from wagtail.models import Collection


def keep_places() -> None:
    """Have a new collection stand last instead of in the order of names. Called once, in `ready()`.

    Wagtail sorts collections by name and gives those behind a new one another path. Here the path is whose a file is: it
    names the folder of a village's files (`core.uploads`), and a village sees what is below it (`villages.scope`). A
    village called Aalbeke would take the place of Zavelberg, with its photos.
    """
    Collection.node_order_by = []
    move = Collection.move

    def moved(self: Collection, target: Collection, pos: str | None = None) -> None:
        move(self, target, {"sorted-child": "last-child", "sorted-sibling": "last-sibling"}.get(pos or "", pos))

    patched: Any = Collection
    patched.move = moved
