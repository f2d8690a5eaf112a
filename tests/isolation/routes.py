"""Every address that the URL resolver knows, with its arguments filled in from a village's own rows."""

import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Revision

from .world import Furnished

# Which model an argument's number means. An argument that is not here gets a number of every kind.
ARGUMENT_MODELS = {
    **dict.fromkeys(
        ["page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "parent_id"], "wagtailcore.Page"
    ),
    **dict.fromkeys(["revision_id", "revision_id_a", "revision_id_b"], "wagtailcore.Revision"),
    **dict.fromkeys(["image_id"], "core.VillageImage"),
    **dict.fromkeys(["document_id", "doc_id"], "core.VillageDocument"),
    **dict.fromkeys(["media_id", "audio_id"], "core.Audio"),
    "advert_id": "dorpskrant.Advert",
    "redirect_id": "wagtailredirects.Redirect",
    "collection_id": "wagtailcore.Collection",
    "task_id": "wagtailcore.Task",
    "task_state_id": "wagtailcore.TaskState",
    "workflow_pk": "wagtailcore.Workflow",
    "workflow_state_id": "wagtailcore.WorkflowState",
    "translation_source_id": "wagtail_localize.TranslationSource",
    "translation_id": "wagtail_localize.Translation",
    "string_segment_id": "wagtail_localize.StringSegment",
    "overridable_segment_id": "wagtail_localize.OverridableSegment",
    "uploaded_file_id": "wagtailcore.UploadedFile",
    "session_id": "wagtailadmin.EditingSession",
    "page_view_restriction_id": "wagtailcore.PageViewRestriction",
    "restriction_id": "wagtailcore.CollectionViewRestriction",
}
PAGE_ARGUMENTS = {name for name, label in ARGUMENT_MODELS.items() if label == "wagtailcore.Page"}
# Which model `pk` means where the view does not say so itself.
PK_MODELS = {
    "wagtailadmin_api:pages": "wagtailcore.Page",
    "wagtailadmin_api:documents": "core.VillageDocument",
    "wagtailadmin_api:images": "core.VillageImage",
    "wagtailadmin_pages": "wagtailcore.Page",
    "wagtailadmin_workflows:enable": "wagtailcore.Workflow",
    "wagtailadmin_workflows:usage": "wagtailcore.Workflow",
    "wagtailadmin_workflows:usage_results": "wagtailcore.Workflow",
    "wagtailadmin_workflows:enable_task": "wagtailcore.Task",
    "wagtailadmin_workflows:edit_task": "wagtailcore.Task",
    "wagtailsettings": "wagtailcore.Site",
    "invitations": "villages.Invitation",
    "agenda_source_progress": "agenda.CalendarSource",
    "second_step_of": "villages.User",
    "second_step:remove_passkey": "django_otp_webauthn.WebAuthnCredential",
    **dict.fromkeys(["ingezonden_submission", "ingezonden_take", "ingezonden_refuse"], "ingezonden.Submission"),
    "ingezonden_photo": "ingezonden.SubmissionPhoto",
    "paper_as_printed": "dorpskrant.PrintedPaper",
    **dict.fromkeys(
        ["ingezonden_before_print", "ingezonden_mark_printed", "nieuwsbrief_send", "nieuwsbrief_preview"],
        "wagtailcore.Page",
    ),
    "wagtail_localize:submit_snippet_translation": "villages.VillageLook",
    "wagtail_localize:snippets_api_detail": "villages.VillageLook",
}
WORDS = {
    "action_name": ["approve", "reject", "copy", "publish"],
    "action": ["delete", "publish", "unpublish", "move", "add_to_collection", "add_tags", "assign_role"],
    "media_type": ["audio"],
    "filter_spec": ["width-100"],
    "mode": [""],
    "uidb64": ["MQ"],
    "token": ["set-password"],
    "kind": ["artikel", "familiebericht"],
    **dict.fromkeys(["number", "zoom", "column", "row"], [1]),
}
MOST = 16  # fillings of one route
CONTENT_TYPES = [
    ("agenda", "eventpage"),
    ("dorpskrant", "articlepage"),
    ("core", "villageimage"),
    ("core", "villagedocument"),
    ("core", "audio"),
    ("villages", "user"),
    ("villages", "villagelook"),
    ("wagtailcore", "page"),
    ("wagtailcore", "groupapprovaltask"),
    ("taggit", "tag"),
]


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver."""

    name: str  # with its namespaces
    template: str  # like `admin/pages/%(page_id)s/edit/`
    arguments: tuple[str, ...]
    view: Callable[..., Any]

    def path(self, values: dict[str, Any]) -> str:
        """Give the address for these arguments."""
        return "/" + self.template % values


def every_route(urlconf: str = "config.urls") -> list[Route]:
    """Give all patterns of an URL configuration, also those of packages."""
    return list(_walk(get_resolver(urlconf), "", ""))


def _walk(resolver: URLResolver, prefix: str, namespaces: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        inner = prefix + _regex(pattern)
        if isinstance(pattern, URLResolver):
            name = namespaces + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from _walk(pattern, inner, name)
        else:
            for template, arguments in normalize(inner):
                name = f"{namespaces}{pattern.name or template}"
                yield Route(name, template, tuple(arguments), pattern.callback)


def _regex(pattern: Any) -> str:
    text = pattern.pattern.regex.pattern
    return re.sub(r"^\^|\\[zZ]$|\$$", "", text)


def model_of(route: Route, argument: str) -> str | None:
    """Give the label of the model that an argument is a number of; None where nobody knows."""
    if argument in ARGUMENT_MODELS:
        return ARGUMENT_MODELS[argument]
    if argument in ("pk", "object_id"):
        for name in (route.name, route.name.rsplit(":", 1)[0]):
            if name in PK_MODELS:
                return PK_MODELS[name]
        known = getattr(route.view, "view_initkwargs", {}).get("model")
        known = known or getattr(getattr(route.view, "view_class", None), "model", None)
        if isinstance(known, str):
            known = apps.get_model(known)
        if isinstance(known, type):
            return known._meta.label
    return None


def fillings(route: Route, village: Furnished) -> list[dict[str, Any]]:
    """Give the ways to fill a route's arguments with a village's rows: each page for a page, else a few of each kind."""
    pages = list(village.pages.values())
    choices = []
    pair = _content_type_arguments(route)
    for argument in route.arguments:
        if argument in pair:
            continue
        if argument in PAGE_ARGUMENTS:
            choices.append([(argument, page.pk) for page in pages])
        else:
            choices.append([(argument, value) for value in _values(route, argument, village)])
    content_types = [list(zip(pair, names, strict=True)) for names in CONTENT_TYPES] if pair else [[]]
    made = [dict([*values, *names]) for values in itertools.product(*choices) for names in content_types]
    made = [values for values in made if _belongs_together(values)]
    return made if len(made) <= MOST else random.Random(route.name).sample(made, MOST)  # noqa: S311


def _content_type_arguments(route: Route) -> tuple[str, ...]:
    for pair in (
        ("content_type_app_name", "content_type_model_name"),
        ("app_label", "model_name"),
        ("app_name", "model_name"),
    ):
        if set(pair) <= set(route.arguments):
            return pair
    return ()


def _values(route: Route, argument: str, village: Furnished) -> list[Any]:
    if argument in WORDS:
        return WORDS[argument]
    if argument == "neighbour":
        return [row.neighbour_id for row in _rows(village, "villages.Neighbour")]
    if argument == "code":
        return [link.code for link in _rows(village, "dorpskrant.ShortLink")]
    if argument == "key":
        keys = [notice.translation_key for notice in _rows(village, "dorpskrant.FamilyNotice")]
        return keys[:1] if route.name == "ingezonden_removal" else ["0" * 64]
    if argument == "path":
        return [image.file.name for image in _rows(village, "core.VillageImage")]
    if argument.startswith("_"):
        return _public_paths(route, argument, village)
    label = model_of(route, argument)
    if label == "wagtailcore.Page":
        return [page.pk for page in village.pages.values()]
    if label in ("wagtailcore.Revision", "wagtail_localize.StringSegment"):
        return village.rows[label]
    if label is not None:
        return village.rows.get(label, [])[-2:]
    return one_of_each(village)


def one_of_each(village: Furnished) -> list[int]:
    """Give the numbers that name a row of some kind in the village."""
    return sorted({keys[-1] for keys in village.rows.values() if keys and isinstance(keys[-1], int)})


def _rows(village: Furnished, label: str) -> list[Any]:
    return list(apps.get_model(label)._base_manager.filter(pk__in=village.rows[label]))


def _public_paths(route: Route, argument: str, village: Furnished) -> list[Any]:
    """Positional groups: the page server's path, and a document's number and name."""
    documents = _rows(village, "core.VillageDocument")
    if route.name == "wagtaildocs_serve":
        return [documents[0].pk] if argument == "_0" else [documents[0].filename]
    pages = [page.specific for page in village.pages.values() if page.live]
    paths = {page: page.get_url_parts()[2].lstrip("/") for page in pages}
    if route.name == "page_form":
        return [f"{path}{form}" for page, path in paths.items() for form in _other_forms(page)]
    return list(paths.values())


def _other_forms(page: Page) -> list[str]:
    patterns = page.get_subpage_urls() if isinstance(page, RoutablePageMixin) else []
    found = [normalize(str(pattern.pattern))[0] for pattern in patterns]
    return [text for text, arguments in found if "." in text and not arguments]


def _belongs_together(values: dict[str, Any]) -> bool:
    """Leave out what shows nothing to anybody.

    That is the revision of another page, a page below one that takes no such pages, a number that no row of the kind has.
    """
    if "content_type_model_name" in values and "parent_page_id" in values:
        parent = Page._base_manager.get(pk=values["parent_page_id"]).specific_class
        model = apps.get_model(values["content_type_app_name"], values["content_type_model_name"])
        return model in parent.allowed_subpage_models()
    if "object_id" in values and "model_name" in values:
        model = apps.get_model(values.get("app_label") or values["app_name"], values["model_name"])
        return model._base_manager.filter(pk=values["object_id"]).exists()
    page = next((values[name] for name in ("page_id", "pk") if name in values), None)
    for name in ("revision_id", "revision_id_a", "revision_id_b"):
        other = page is not None and name in values
        if other and str(Revision._base_manager.get(pk=values[name]).object_id) != str(page):
            return False
    return True
