"""To which village does a row belong? Every installed model is in `OWNERS` or in `SHARED`; a system check insists.

Five root facts decide (the village's site, page trees, collection, groups, languages). All else follows foreign keys, and for
revisions, log entries and the like the generic foreign key.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, F, Model, QuerySet
from django.db.models.functions import Cast

from .scope import About, Below, Scope

Values = Callable[[Scope, type[Model]], Iterable | QuerySet | About]
USER = settings.AUTH_USER_MODEL


@dataclass(frozen=True)
class Owner:
    """Which column tells whose a row is, and which of its values are a village's own."""

    column: str
    values: Values


def rows(label: str) -> QuerySet:
    """Give the visible rows of a model, unordered."""
    return apps.get_model(label)._default_manager.order_by()


def tree(scope_paths: Callable[[Scope], tuple[str, ...]], step: int = 4) -> Values:
    """Rows of a materialised-path tree: the village's branches, and the roots above them."""
    return lambda scope, model: [
        *(Below(path) for path in scope_paths(scope)),
        *{path[:step] for path in scope_paths(scope)},
    ]


def via(column: str, label: str | None = None, field: str = "pk") -> Owner:
    """Rows whose `column` points at a visible row (of `label`, compared by `field`, where it is not a plain foreign key)."""

    def values(scope: Scope, model: type[Model]) -> QuerySet:
        target = apps.get_model(label) if label else model._meta.get_field(column).related_model
        return target._default_manager.order_by().values(field)  # type: ignore[union-attr]

    return Owner(column, values)


def members(scope: Scope, model: type[Model]) -> QuerySet:
    """Users in one of the village's groups."""
    return apps.get_model(USER).groups.through._base_manager.filter(group__in=scope.groups).values("user")  # type: ignore[attr-defined]


def attempts_at(site: int) -> str:
    """Give what the names of attempts to log in at a village's host begin with; 0 is the platform's own host."""
    return f"{site:010}"  # digits alone: some databases' order of texts skips punctuation


def approval_tasks(scope: Scope, model: type[Model]) -> QuerySet:
    """Approval tasks of the village's groups."""
    through = apps.get_model("wagtailcore.GroupApprovalTask").groups.through  # type: ignore[attr-defined]
    return through._base_manager.filter(group__in=scope.groups).values("groupapprovaltask")


def about(*labels: str) -> Owner:
    """Rows with a generic foreign key to a visible row of one of these models. About anything else: nobody's."""

    def values(scope: Scope, model: type[Model]) -> About:
        names = {field.name for field in model._meta.fields}
        as_text = model._meta.get_field("object_id").get_internal_type() == "CharField"
        key: Any = Cast("pk", CharField()) if as_text else F("pk")
        kind = "base_content_type" if "base_content_type" in names else "content_type"
        targets = [apps.get_model(label) for label in labels]
        return About(kind, tuple((target, target._default_manager.order_by().values(key=key)) for target in targets))

    return Owner("pk", values)


def each(owner: Owner, *labels: str) -> dict[str, Owner]:
    """Declare the same owner for several models."""
    return dict.fromkeys(labels, owner)


# What revisions, log entries, workflow states and tags can be about.
THINGS = (
    "wagtailcore.Page",
    "wagtailcore.Collection",
    "wagtailcore.Site",
    "wagtailcore.Workflow",
    "wagtailcore.GroupApprovalTask",
    "wagtailredirects.Redirect",
    "core.VillageImage",
    "core.VillageDocument",
    "core.Audio",
    "auth.Group",
    USER,
    "villages.VillageLook",
    "fietsroutes.RouteMapSettings",
    "agenda.CalendarSource",
)

OWNERS: dict[str, Owner] = {
    # Root facts
    "wagtailcore.Site": Owner("pk", lambda scope, model: [scope.site]),
    "wagtailcore.Page": Owner("path", tree(lambda scope: scope.pages)),
    "wagtailcore.Collection": Owner("path", tree(lambda scope: (scope.collection,))),
    "auth.Group": Owner("pk", lambda scope, model: scope.groups),
    "wagtailcore.Locale": Owner("pk", lambda scope, model: scope.locales),
    USER: Owner("pk", members),
    # The village itself
    "villages.Village": Owner("pk", lambda scope, model: [scope.site]),
    **each(
        via("village"),
        "villages.VillageRole",
        "villages.VillageHost",
        "villages.Neighbour",
        "villages.Invitation",
        "security.LogRow",
        "agenda.CalendarSource",
    ),
    # By site
    **each(
        via("site"),
        "villages.VillageLook",
        "wagtailredirects.Redirect",
        "dorpskrant.ShortLink",
        "fietsroutes.RouteMapSettings",
        "home.SearchEntry",
    ),
    **each(via("site"), "ingezonden.Submission", "ingezonden.Association", "ingezonden.NetworkCount"),
    **each(via("site"), "nieuwsbrief.Subscriber", "nieuwsbrief.Mailing"),
    "nieuwsbrief.Delivery": via("mailing"),
    "dorpskrant.PrintedEdition": via("edition"),
    "dorpskrant.PrintedPaper": via("printed"),
    "dorpskrant.ScannedEdition": via("newspaper"),
    "ingezonden.Reminder": via("association"),
    "ingezonden.SubmissionPhoto": via("submission"),
    # Attempts to log in, by the village's host
    "axes.AccessAttempt": Owner("username", lambda scope, model: [Below(attempts_at(scope.site))]),
    "axes.AccessAttemptExpiration": via("access_attempt"),
    # By collection
    **each(
        via("collection"),
        "core.VillageImage",
        "core.VillageDocument",
        "core.Audio",
        "wagtailimages.Image",
        "wagtaildocs.Document",
        "wagtailmedia.Media",
        "wagtailcore.CollectionViewRestriction",
    ),
    **each(via("image"), "core.VillageRendition", "wagtailimages.Rendition", "dorpskrant.NoticePortrait"),
    # By page
    **each(
        via("page"),
        "wagtailcore.PageViewRestriction",
        "wagtailcore.WorkflowPage",
        "wagtailcore.Comment",
        "wagtailcore.PageSubscription",
        "wagtailcore.PageLogEntry",
        "wagtailforms.FormSubmission",
        "dorpskrant.FamilyNotice",
        "fietsroutes.Stop",
    ),
    **each(
        via("event"),
        "agenda.Occurrence",
        "agenda.OccurrenceChange",
        "agenda.SeriesPause",
        "agenda.SkippedDate",
        "agenda.ExtraDate",
    ),
    "dorpskrant.Advert": via("edition"),
    "agenda.CalendarStamp": via("agenda"),
    "agenda.ImportedEvent": via("source"),
    "wagtailcore.CommentReply": via("comment"),
    # By group and user
    **each(
        via("group"),
        "wagtailcore.GroupPagePermission",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupSitePermission",
    ),
    **each(
        via("user"),
        "django_otp_webauthn.WebAuthnCredential",
        "django_otp_webauthn.WebAuthnUserHandle",
        "otp_totp.TOTPDevice",
        "otp_static.StaticDevice",
        "wagtailusers.UserProfile",
        "wagtailcore.APIToken",
        "wagtailadmin.EditingSession",
        "wagtailadmin.FormState",
    ),
    "otp_static.StaticToken": via("device"),
    "django_otp_webauthn.WebAuthnAttestation": via("credential"),
    "wagtailcore.UploadedFile": via("uploaded_by_user"),
    # Workflows
    "wagtailcore.Task": Owner("pk", approval_tasks),
    "wagtailcore.WorkflowTask": via("task"),
    "wagtailcore.Workflow": via("pk", "wagtailcore.WorkflowTask", "workflow"),
    "wagtailcore.TaskState": via("workflow_state"),
    # Translation
    "wagtail_localize.TranslatableObject": via("translation_key", "wagtailcore.Page", "translation_key"),
    **each(via("object"), "wagtail_localize.TranslationSource", "wagtail_localize.TranslationContext"),
    **each(
        via("source"),
        "wagtail_localize.Translation",
        "wagtail_localize.StringSegment",
        "wagtail_localize.TemplateSegment",
        "wagtail_localize.RelatedObjectSegment",
        "wagtail_localize.OverridableSegment",
    ),
    "wagtail_localize.TranslationLog": via("source"),
    **each(via("context"), "wagtail_localize.StringTranslation", "wagtail_localize.SegmentOverride"),
    # By what they are about
    **each(
        about(*THINGS),
        "wagtailcore.Revision",
        "wagtailcore.WorkflowState",
        "wagtailcore.ModelLogEntry",
        "taggit.TaggedItem",
    ),
    "taggit.Tag": via("pk", "taggit.TaggedItem", "tag"),
}

# One row per word for everybody, seen only by the villages that use it.
VOCABULARY = {"taggit.Tag"}

# What opens doors, or lasts while somebody is at work: no visitor's page shows it, no archive holds it.
PASSING = {
    "axes.AccessAttempt",
    "axes.AccessAttemptExpiration",
    "django_otp_webauthn.WebAuthnAttestation",
    "django_otp_webauthn.WebAuthnCredential",
    "django_otp_webauthn.WebAuthnUserHandle",
    "otp_static.StaticDevice",
    "otp_static.StaticToken",
    "otp_totp.TOTPDevice",
    "wagtailcore.APIToken",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.UploadedFile",
}

# Rows that say nothing about a village, or are reached only through rows that do.
SHARED = {
    "auth.Permission",
    "axes.AccessFailureLog",  # switched off: nothing is written there
    "axes.AccessLog",  # switched off too
    "contenttypes.ContentType",
    "core.Chore",
    "django_tasks_database.DBTaskResult",  # numbers and keys; a task enters its own village
    "sessions.Session",  # random keys; the user behind one is looked up within the village
    "wagtailadmin.Admin",
    "wagtailcore.ModelLogEntryManager",
    "wagtailcore.ReferenceIndex",  # names ids only; the objects themselves are looked up within the village
    "wagtailcore.WorkflowContentType",
    "wagtailembeds.Embed",
    "wagtail_localize.LocaleSynchronization",
    "wagtail_localize.String",  # reached through segments, which are owned
    "wagtail_localize.Template",
    "wagtailsearch.IndexEntry",  # joined to owned rows in every search; scoping it makes publishing fail
    "wagtailsearch.SQLiteFTSIndexEntry",
}
