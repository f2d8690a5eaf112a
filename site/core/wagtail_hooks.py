"""What every page of the admin brings along, and what an editor is told on the site."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from .content_checks import VillageChecks
from .link_tags import VillagePageLinks
from .page_saving import PageScreens, page_screens


@hooks.register("register_admin_viewset")
def screens_of_pages() -> PageScreens:
    """Put our way of saving pages in the place of Wagtail's."""
    return page_screens


@hooks.register("insert_global_admin_js", order=-100)
def begin_what_pages_ask_for() -> SafeString:
    """Begin choosers, date fields and rows without a script in the page (see `core.admin_scripts`)."""
    return format_html('<script src="{}"></script>', static("js/admin-begin.js"))


@hooks.register("insert_global_admin_js")
def names_for_editors() -> SafeString:
    """Tell a screen reader of which field a text editor is."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-labels.js"))


@hooks.register("insert_global_admin_js")
def sent_once() -> SafeString:
    """Have a second press on a button do nothing while the first one is on its way."""
    return format_html('<script type="module" src="{}"></script>', static("js/sent-once.js"))


@hooks.register("insert_editor_js")
def one_after_the_other() -> SafeString:
    """Save by hand after the draft that is on its way, not beside it."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-saved-once.js"))


@hooks.register("insert_global_admin_css")
def strong_contrast() -> SafeString:
    """Have text in the admin read at 7:1."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-contrast.css"))


@hooks.register("construct_wagtail_userbar")
def check_words_too(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our content checks in the place of Wagtail's."""
    items[:] = [VillageChecks() if isinstance(item, ContentCheckerItem) else item for item in items]


@hooks.register("register_rich_text_features", order=10)
def look_links_up_together(features: Any) -> None:
    """Put our way of finding linked pages in the place of Wagtail's."""
    features.register_link_type(VillagePageLinks)
