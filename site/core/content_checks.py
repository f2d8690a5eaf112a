"""What an editor is told about a text, while she writes and on the page itself: Wagtail's content checks, and ours.

Each rule of ours is an axe rule whose check stands in `js/content-checks.js` under the same name. A check warns and
forbids nothing.
https://docs.wagtail.org/en/stable/advanced_topics/accessibility_considerations.html
"""

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

#: The most words that a sentence may have; the Flemish government's advice for clear language is about 20 on average.
MOST_WORDS = 28

BODY = "main :is(.prose, .event__description)"
TEXT = f"{BODY}, main [data-aloud-text]"


def _rule(
    name: str, selector: str, options: dict[str, int] | None = None
) -> tuple[dict[str, object], dict[str, object]]:
    """Give an axe rule and its check, which bear the same name."""
    rule = {"id": name, "impact": "moderate", "selector": selector, "tags": ["best-practice"], "any": [f"check-{name}"]}
    return {**rule, "enabled": True}, {"id": f"check-{name}", "options": options or {}}


OUR_RULES = [
    _rule("long-sentence", f":is({TEXT}), :is({TEXT}) :is(p, li)", {"most": MOST_WORDS}),
    _rule("vague-link", "main a[href]"),
    _rule("phone-missing", BODY),
    _rule("photo-without-words", "main .photo__image"),
    _rule("alt-repeats-caption", "main figure img[alt]"),
]


class VillageChecks(ContentCheckerItem):
    """Wagtail's checks with those on words, photos and telephone numbers."""

    axe_include = ["main"]  # what editors write; the village's name above it is no heading in disguise
    axe_run_only = [*ContentCheckerItem.axe_run_only, *(str(rule["id"]) for rule, _check in OUR_RULES)]
    axe_custom_rules = [*ContentCheckerItem.axe_custom_rules, *(rule for rule, _check in OUR_RULES)]
    axe_custom_checks = [*ContentCheckerItem.axe_custom_checks, *(check for _rule, check in OUR_RULES)]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "photo-without-words": {
            "error_name": _("A photo without words"),
            "help_text": _("Write what is to be seen, for somebody who does not see it."),
        },
        "long-sentence": {
            "error_name": _("A long sentence"),
            "help_text": _("Cut it in two: nobody stumbles over a short sentence, neither reading nor listening."),
        },
        "vague-link": {
            "error_name": _("A link that does not say where it leads"),
            "help_text": _("Put the link on words that say it, like “the form”, and not on “click here”."),
        },
        "phone-missing": {
            "error_name": _("No telephone number"),
            "help_text": _("People are expected here, and not everybody is online: whom can they call?"),
        },
        "alt-repeats-caption": {
            "error_name": _("The words for who does not see the photo repeat the caption"),
            "help_text": _("A screen reader says both. Write what is to be seen instead."),
        },
    }

    @property
    def media(self) -> Media:
        """The checks themselves; Wagtail puts them behind its own script, before it begins."""
        return Media(js=["js/content-checks.js"])
