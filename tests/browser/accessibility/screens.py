"""The screens of the admin, by the names of their addresses, and how each is reached in the village of these tests.

Every address that a view or a model of ours stands behind is in one of these tables: test_admin.py fails on one that is not.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from tests.browser.accessibility.admin_world import AdminWorld

Addresses = Callable[[AdminWorld], Iterable[str]]
PLATFORM_URLS = "config.platform_urls"


def at(name: str, *arguments: Any, query: str = "") -> str:
    """Give an address on a village's host."""
    return reverse(name, args=arguments) + query


def keeper(name: str, *arguments: Any) -> str:
    """Give an address on the platform's host."""
    return reverse(name, args=arguments, urlconf=PLATFORM_URLS)


def alone(*names: str) -> dict[str, Addresses]:
    """Give the screens that need nothing in their address."""
    return {name: lambda rows, name=name: [at(name)] for name in names}  # type: ignore[misc]


def of_rows(namespace: str, row: str, *actions: str) -> dict[str, Addresses]:
    """Give a model's screens: `row` is what the furnished village calls the row that they are about."""
    return {
        f"{namespace}:{action}": lambda rows, action=action: [at(f"{namespace}:{action}", getattr(rows, row).pk)]  # type: ignore[misc]
        for action in actions
    }


# What we made: seen in every language.
OURS: dict[str, Addresses] = {
    **alone(
        "wagtailadmin_home", "associations:index", "associations:add", "nieuwsbrief_admin", "scans:index", "scans:add"
    ),
    **alone("village_neighbours", "village_translations", "security_journal"),
    **alone("invitations:index", "invitations:add", "invitations:hand_over"),
    **alone("wagtailusers_users:index", "wagtailusers_users:add", "calendar_sources:index", "calendar_sources:add"),
    **alone("second_step:overview", "second_step:app", "second_step:passkey", "second_step:codes", "styleguide"),
    **of_rows("wagtailusers_users", "colleague", "edit", "delete"),
    **of_rows("calendar_sources", "source", "edit", "delete"),
    **of_rows("scans", "scan", "edit", "delete"),
    **of_rows("associations", "association", "edit", "delete"),
    "ingezonden_inbox": lambda rows: [
        at("ingezonden_inbox", query=f"?status={s}") for s in ("new", "taken", "refused")
    ],
    "ingezonden_submission": lambda rows: [at("ingezonden_submission", s.pk) for s in rows.submissions.values()],
    "ingezonden_on_behalf": lambda rows: [at("ingezonden_on_behalf", kind) for kind in ("artikel", "familiebericht")],
    "ingezonden_before_print": lambda rows: [at("ingezonden_before_print", rows.edition.pk)],
    "paper_edition": lambda rows: [at("paper_edition", rows.edition.pk)],
    "paper_print": lambda rows: [at("paper_print", rows.edition.pk, query="?kind=a4&colour=colour")],
    "paper_add_advert": lambda rows: [at("paper_add_advert", rows.edition.pk)],
    "paper_advert": lambda rows: [at("paper_advert", rows.edition.pk, rows.advert.pk)],
    "paper_remove_advert": lambda rows: [at("paper_remove_advert", rows.edition.pk, rows.advert.pk)],
    "article_offers": lambda rows: [at("article_offers", rows.edition.pk)],
    "nieuwsbrief_preview": lambda rows: [at("nieuwsbrief_preview", rows.edition.pk)],
    "second_step_of:forget": lambda rows: [at("second_step_of:forget", rows.els.pk)],
    "wagtail_localize:submit_page_translation": lambda rows: [
        at("wagtail_localize:submit_page_translation", rows.contact.pk)
    ],
    "wagtailsettings:edit": lambda rows: [at("wagtailsettings:edit", "villages", "villagelook", rows.village.site.pk)],
    # An edition, an event, a route, an article; and what stands in the place of the form of an article to translate.
    "wagtailadmin_pages:edit": lambda rows: [
        at("wagtailadmin_pages:edit", page.pk)
        for page in (rows.edition, rows.event, rows.route, rows.article, rows.translated)
    ],
    "wagtailmedia:add": lambda rows: [at("wagtailmedia:add", "audio")],
    "wagtailmedia:edit": lambda rows: [at("wagtailmedia:edit", rows.audio.pk)],
}
# What Wagtail and its packages make for what we keep: seen once, in Dutch.
OTHERS: dict[str, Addresses] = {
    **alone("wagtailmedia:index", "wagtailimages:index", "wagtailimages:add_multiple", "wagtaildocs:index"),
    **alone("wagtail_localize:translations_report", "wagtailadmin_explore_root", "wagtailadmin_account"),
    **alone("wagtailsnippets_core_audio:list", "wagtailsnippets_core_audio:add"),
    **of_rows("wagtailsnippets_core_audio", "audio", "edit", "delete", "usage", "history", "copy"),
    **of_rows("calendar_sources", "source", "history", "usage"),
    **of_rows("scans", "scan", "history", "usage"),
    **of_rows("associations", "association", "history", "usage", "copy"),
    **of_rows("wagtailusers_users", "colleague", "history", "usage", "copy"),
    **of_rows("wagtailmedia", "audio", "delete", "media_usage"),
    **of_rows("wagtailimages", "photo", "edit", "delete", "image_usage"),
    **of_rows("wagtaildocs", "document", "edit", "delete", "document_usage"),
    "village_update_translations": lambda rows: [at("village_update_translations", rows.source_of_translation.pk)],
    **of_rows("wagtail_localize", "translated", "convert_to_alias"),
}
# The keeper's own, on the platform's host: seen in every language.
KEEPERS: dict[str, Addresses] = {
    name: lambda rows, name=name: [keeper(name)]  # type: ignore[misc]
    for name in ("wagtailadmin_home", "dorpen:index", "dorpen:add")
} | {
    f"dorpen:{name}": lambda rows, name=name: [keeper(f"dorpen:{name}", rows.village.slug)]  # type: ignore[misc]
    for name in ("village", "name", "host", "more_host", "language", "invite", "remove")
}
# Of somebody who has an app and a passkey, when she is in: seen in every language.
HERS: dict[str, Addresses] = {
    **alone("second_step:overview", "second_step:remove_app", "second_step:codes"),
    **of_rows("second_step", "passkey", "remove_passkey"),
}
# At the door: what is shown between the password and the admin.
DOOR = "second_step_door:prove"
# No screens: asked for with GET these give no document, but data, a file, a piece of a screen, a way on, or nothing.
NO_SCREENS: dict[str, Addresses] = {
    **alone("second_step:passkey_begin", "second_step:passkey_complete", "agenda_when_preview", "route_track_preview"),
    **alone("second_step_door:passkey_begin", "second_step_door:passkey_complete", "route_keep_recording"),
    **alone(*(f"{name}:index_results" for name in ("calendar_sources", "scans", "associations", "wagtailusers_users"))),
    **alone("wagtaildocs:index_results", "wagtailimages:index_results", "wagtailsnippets_core_audio:list_results"),
    **alone(
        "wagtail_localize:translations_report_results", "wagtail_localize:javascript_catalog", "wagtailmedia:chooser"
    ),
    **alone(*(f"wagtailimages_chooser:{name}" for name in ("choose", "choose_results", "chosen_multiple", "create"))),
    **alone(
        *(
            f"wagtailsnippetchoosers_core_audio:{name}"
            for name in ("choose", "choose_results", "chosen_multiple", "create")
        )
    ),
    **of_rows("wagtailsnippetchoosers_core_audio", "audio", "chosen"),
    **of_rows("wagtailimages_chooser", "photo", "chosen", "select_format"),
    **of_rows("wagtailmedia", "audio", "media_chosen"),
    **of_rows("invitations", "invitation", "resend", "withdraw", "link"),
    **of_rows("calendar_sources", "source", "history_results"),
    **of_rows("scans", "scan", "history_results"),
    **of_rows("associations", "association", "history_results"),
    **of_rows("wagtailusers_users", "colleague", "history_results"),
    **of_rows("wagtailsnippets_core_audio", "audio", "history_results"),
    **of_rows("wagtail_localize", "translation", "download_pofile", "upload_pofile", "machine_translate"),
    **of_rows("wagtail_localize", "translation", "stop_translation"),
    "agenda_source_progress": lambda rows: [at("agenda_source_progress", rows.source.pk)],
    "village_neighbour_remove": lambda rows: [at("village_neighbour_remove", rows.village.pk)],
    "route_recording": lambda rows: [at("route_recording", rows.audio.pk)],
    "paper_arrange": lambda rows: [at("paper_arrange", rows.edition.pk)],
    "paper_status": lambda rows: [at("paper_status", rows.edition.pk, "0" * 64)],
    "ingezonden_take": lambda rows: [at("ingezonden_take", rows.submissions["artikel"].pk)],
    "ingezonden_refuse": lambda rows: [at("ingezonden_refuse", rows.submissions["artikel"].pk)],
    "ingezonden_mark_printed": lambda rows: [at("ingezonden_mark_printed", rows.edition.pk)],
    "nieuwsbrief_send": lambda rows: [at("nieuwsbrief_send", rows.edition.pk)],
    "wagtail_localize:edit_string_translation": lambda rows: [
        at("wagtail_localize:edit_string_translation", rows.translation.pk, segment.pk)
        for segment in rows.source_of_translation.stringsegment_set.all()
    ],
    "wagtailmedia:chooser_typed": lambda rows: [at("wagtailmedia:chooser_typed", "audio")],
    "wagtailmedia:chooser_upload": lambda rows: [at("wagtailmedia:chooser_upload", "audio")],
}
# The same, on the platform's host.
KEEPERS_NO_SCREENS: dict[str, Addresses] = {
    f"dorpen:{name}": lambda rows, name=name: [keeper(f"dorpen:{name}", rows.village.slug, rows.invitation.pk)]  # type: ignore[misc]
    for name in ("resend", "withdraw", "link")
}
KEEPERS_NO_SCREENS["dorpen:index_results"] = lambda rows: [keeper("dorpen:index_results")]
KEEPERS_NO_SCREENS["dorpen:remove_host"] = lambda rows: [
    keeper("dorpen:remove_host", rows.village.slug, "oud.example.be")
]
# Not seen, and not asked for.
LEFT_OUT = {
    "paper_thumbnail": "a picture",
    "paper_as_printed": "a PDF",
    "ingezonden_photo": "a picture",
    "dorpen:archive": "a file",
    "wagtail_localize:preview_translation": "the public page, which test_public.py looks at",
    "wagtail_localize:edit_override": "takes PUT and DELETE alone, as edit_string_translation does",
    "wagtail_localize:submit_snippet_translation": "there are no snippets to translate",
    "wagtailimages:url_generator": "switched off",
    "wagtailimages:url_generator_output": "switched off",
    **dict.fromkeys(
        (f"wagtaillocales:{name}" for name in ("index", "index_results", "add", "edit", "delete")),
        "nobody's: languages are added to villages (tests/isolation)",
    ),
}
KNOWN = {DOOR, *OURS, *OTHERS, *KEEPERS, *HERS, *NO_SCREENS, *KEEPERS_NO_SCREENS, *LEFT_OUT}
