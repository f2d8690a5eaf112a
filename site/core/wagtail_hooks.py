"""What every page of the admin brings along."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js", order=-100)
def begin_what_pages_ask_for() -> SafeString:
    """Begin choosers, date fields and rows without a script in the page (see `core.admin_scripts`)."""
    return format_html('<script src="{}"></script>', static("js/admin-begin.js"))
