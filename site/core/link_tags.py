"""How a link to a page is written in running text. Wagtail's own handler can be imported only when all models are loaded."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from .page_links import addresses_of


class VillagePageLinks(PageLinkHandler):
    """Writes a link to a page in the active language, where there is one, or in the page's own."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Give the opening tags; one without an address for a page that is not here."""
        numbers = [str(attrs.get("id")) for attrs in attrs_list]
        known = addresses_of(numbers)
        return [f'<a href="{escape(known[number])}">' if number in known else "<a>" for number in numbers]
