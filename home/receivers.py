"""What is saved is found: the entries of the search follow their pages, notices and old editions."""

from typing import Any

from django.db.models.signals import post_save

from dorpskrant.models import FamilyNotice, ScannedEdition

from .searching.indexing import KINDS, index_notice, index_page, index_scan, rebuild


def connect() -> None:
    """Connect the receivers. What is deleted takes its entry along by its foreign key."""
    for kind in KINDS:
        post_save.connect(_page_saved, sender=kind, dispatch_uid=f"home.search.{kind.__name__}")
    post_save.connect(_notice_saved, sender=FamilyNotice, dispatch_uid="home.search.notice")
    post_save.connect(_scan_saved, sender=ScannedEdition, dispatch_uid="home.search.scan")


def _page_saved(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if not raw and (
        update_fields is None or "live" in update_fields
    ):  # keeping a draft writes a few fields, none of them public
        index_page(instance)


def _notice_saved(instance: FamilyNotice, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        index_notice(instance)


def _scan_saved(instance: ScannedEdition, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        index_scan(instance)


def village_came(**kwargs: Any) -> None:
    """Make the entries of a village that was founded from an archive, in whose scope this runs."""
    rebuild()
