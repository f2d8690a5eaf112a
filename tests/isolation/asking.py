"""What to ask of a route besides its arguments, and what nobody can be shown by asking."""

from typing import Any

from django.apps import apps

from .routes import Route, fillings, model_of, one_of_each
from .world import WORD, Furnished

# Routes that do nothing for the keeper and the village's own admin either, and why that is right.
NOT_EXERCISED = {
    "wagtailadmin_error_test": "raises on purpose",
    "wagtail_localize:convert_to_alias": "wants a translation that was an alias",
    "wagtail_localize:snippets_api_detail": "there are no snippets to translate",
    "wagtail_localize:submit_snippet_translation": "there are no snippets to translate",
    "wagtailredirects:process_import": "wants a file that was uploaded before",
    "wagtailimages:url_generator": "switched off",
    "wagtailimages:url_generator_output": "switched off",
    **dict.fromkeys(
        ["accept_invitation", "nieuwsbrief_choose", "nieuwsbrief_confirm"],
        "wants the signed link of a letter; tests beside the app try it at another village",
    ),
    **dict.fromkeys(
        ["agenda_when_preview", "paper_arrange", "route_keep_recording", "route_track_preview"],
        "wants what a screen sends",
    ),
    "second_step_door:prove": "leads on who has taken the second step; tests/security tries it half-way",
    **dict.fromkeys(
        ["second_step:passkey_complete", "second_step_door:passkey_begin", "second_step_door:passkey_complete"],
        "wants what a passkey signs, of who waits at the door",
    ),
    "paper_thumbnail": "wants the key of a paper that was printed",
    "wagtailadmin_block_preview": "wants the name of a block",
    "route_tile": "no village has a base map through its own host",
    "admin//": "the address of what does not exist",
    "wagtail_localize:preview_translation": "the row in the furnished village fits no field",
    "wagtail_localize:edit_override": "the row in the furnished village fits no field",
    "wagtailsettings:preview_on_edit": "the look of the village has no preview",
    "wagtaildocs:create_multiple_from_uploaded_document": "wants the form that goes with the upload",
    "wagtailforms:list_submissions": "there are no form pages",
    "wagtailforms:list_submissions_results": "there are no form pages",
    "wagtailforms:delete_submissions": "there are no form pages",
}
# Views of others that raise at a form that no browser sends, or at a row that only the furnished villages have.
RAISES = {
    "wagtailadmin_error_test",
    "wagtailredirects:process_import",
    "wagtailadmin_choose_page_external_link",
    "wagtail_localize:preview_translation",
    "wagtailsnippetchoosers_core_audio:create",
}

# What a village's admin sees of other villages on purpose.
SHOWS = {"village_neighbours": "the names and hosts that the platform's front page shows to everybody"}


def excused(route: Route, problem: str) -> bool:
    """A problem that is Wagtail's own and harmless, or on purpose."""
    return (problem.startswith("error") and route.name in RAISES) or (problem == "shows" and route.name in SHOWS)


def asks(route: Route, village: Furnished) -> list[tuple[str, dict[str, Any]]]:
    """Give the addresses of a route with a village's rows in them, and for those without arguments also in the query."""
    made: list[tuple[str, dict[str, Any]]] = []
    for values in fillings(route, village):
        path = route.path(values)
        if "app_label" in values and "action" in values:
            made.append((path, {"id": _ids(f"{values['app_label']}.{values['model_name']}", village)}))
        else:
            made.append((path, {}))
            if not values or "app_name" in values:
                made.append((path, _question(route, village)))
    return made


def _ids(label: str, village: Furnished) -> list[Any]:
    model = apps.get_model(label)
    for known in model.__mro__:
        meta = getattr(known, "_meta", None)
        if meta is not None and meta.label in village.rows:
            return village.rows[meta.label]
    return []


def _question(route: Route, village: Furnished) -> dict[str, Any]:
    """Search for a word of the village's texts, filter by its people, name its rows."""
    label = model_of(route, "pk")
    ids = _ids(label, village) if label else one_of_each(village)
    if route.name.endswith(":find"):
        return {"id": ids[-1]}
    return {
        **dict.fromkeys(["q", "term", "search", "p_q"], WORD),
        "id": ids,
        "owner": village.users["editor"].pk,
        "user": village.users["editor"].pk,
        "collection_id": village.village.collection.pk,
        "locale": village.rows["wagtailcore.Locale"][-1],
        "page_type": "wagtailcore.page",
    }
