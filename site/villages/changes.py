"""Every write to what visitors may see renews the token of the village whose request or task it is, once it is committed.

Looked at are the statements themselves, so bulk updates, a tree's moves and SQL by hand count like a page that is saved, and
nobody keeps a list of models that matter. Within a village's scope only its own rows exist: the change is that village's. Outside
of every village it may be anybody's, so all are renewed.
"""

import re
from collections.abc import Callable
from functools import cache as once
from functools import partial
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import transaction
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.signals import connection_created

from .ownership import PASSING, SHARED
from .scope import current_village
from .versions import ALL, renew

# Owned rows that no page for visitors shows. What is missing here costs a few pages made again, never an old page.
NOT_SHOWN = PASSING | {
    "villages.User",
    "villages.Invitation",
    "wagtailusers.UserProfile",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry",
    "wagtailcore.PageSubscription",
    "wagtailcore.Revision",
    "wagtailcore.TaskState",
    "wagtailcore.WorkflowState",
    "security.LogRow",
    "core.VillageRendition",  # made of a photo while a page is; another photo is a change of its own
    "taggit.Tag",
    "taggit.TaggedItem",
    "ingezonden.NetworkCount",
    "ingezonden.Reminder",
    "ingezonden.Submission",
    "ingezonden.SubmissionPhoto",
    "nieuwsbrief.Delivery",
    "nieuwsbrief.Mailing",
    "nieuwsbrief.Subscriber",
}
# What saving a draft or locking a page writes in its row.
DRAFT_COLUMNS = {
    "wagtailcore_page": {
        "latest_revision_id",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by_id",
    }
}
WRITE = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+[\"`]?(\w+)", re.IGNORECASE
)
READ = re.compile(
    r"[\s(]*(?:SELECT|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|EXPLAIN|DECLARE|FETCH|CLOSE)\b",
    re.IGNORECASE,
)
SET_COLUMNS = re.compile(r'[\s,]"?(\w+)"?\s*=')


def connect() -> None:
    """Look at the statements of every connection from here on, and register the check."""
    connection_created.connect(_look_at, dispatch_uid="villages.changes")
    checks.register(every_name_is_a_model, "villages")


def every_name_is_a_model(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find names in NOT_SHOWN that no model has."""
    known = {model._meta.label for model in apps.get_models()}
    return [
        checks.Error(f"NOT_SHOWN names {label}, which does not exist.", id="villages.E005")
        for label in sorted(NOT_SHOWN - known)
    ]


def _look_at(connection: Any, **kwargs: Any) -> None:
    if connection.alias != NO_DB_ALIAS and _note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _note_writes)


def _note_writes(execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    if may_be_seen(str(sql)):
        scope = current_village()
        _after_commit(context["connection"], scope.site if scope else ALL)
    return result


def may_be_seen(sql: str) -> bool:
    """Tell whether a statement writes something that a visitor's page may show. One that is not understood may be."""
    if READ.match(sql):
        return False
    found = WRITE.match(sql)
    if found is None:
        return True
    table = found[1]
    if table in _tables_not_shown():
        return False
    draft = DRAFT_COLUMNS.get(table)
    if draft is None or sql.lstrip()[:6].upper() != "UPDATE":
        return True
    written = set(SET_COLUMNS.findall(sql.split(" WHERE ", 1)[0]))
    return not written or not written <= draft


@once
def _tables_not_shown() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models() if model._meta.label in NOT_SHOWN | SHARED)


def _after_commit(connection: Any, site: int) -> None:
    """Renew once per transaction, though it writes a hundred times; a savepoint that is rolled back takes its own along."""
    waiting = connection.run_on_commit
    if waiting and waiting[-1][:2] == (set(connection.savepoint_ids), _renewals[site]):
        return
    transaction.on_commit(_renewals[site], using=connection.alias)


class _Renewals(dict[int, Callable[[], None]]):
    """One callable per village, so that two are the same one."""

    def __missing__(self, site: int) -> Callable[[], None]:
        self[site] = partial(renew, site)
        return self[site]


_renewals = _Renewals()
