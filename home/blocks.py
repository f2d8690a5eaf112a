"""The blocks that editors arrange a front page with. Each finds its own content; without any it is not shown."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.text import TEXT_FEATURES

from .front_page import home_of

if TYPE_CHECKING:
    from .front import Front

MAIN, SIDE, WIDE = "main", "side", "wide"


class FrontBlock(blocks.StructBlock):
    """A part of the front page; `place` is the column that it stands in on a wide screen."""

    place = SIDE

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give what the block's template shows, or None where there is nothing to show."""
        raise NotImplementedError

    def get_preview_value(self) -> Any:
        """Show the block as it begins."""
        return self.get_default()

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Show the block as it would stand on the village's own front page today."""
        from .front import Front  # which knows the models; the home page is made of these blocks

        context = dict(parent_context or {})
        request = context["request"]
        if getattr(request, "village", None) is None:
            return {**context, "piece": None}
        piece = self.content(value, Front(home_of(request).specific, request))
        return {**context, "piece": piece, "piece_template": self.meta.template}

    class Meta:
        preview_template = "home/front/preview.html"


class NewsBlock(FrontBlock):
    """The lead story and the articles under it."""

    seconds = blocks.IntegerBlock(
        label=_("How many articles under the lead story"), default=4, min_value=0, max_value=10
    )
    place = MAIN

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give the lead story, and the others: those with a photo first."""
        if front.edition is None or front.lead is None:
            return None
        seconds = [article for article in front.articles if article is not front.lead][: value["seconds"]]
        return {
            "lead": front.lead,
            "seconds": sorted(seconds, key=lambda article: not article.photo_id),
            "edition": front.edition,
            "newspaper": front.edition.newspaper,
        }

    class Meta:
        icon = "doc-full"
        label = _("What is new")
        description = _("The lead story of the newest edition large, and other articles under it. In the wide column.")
        template = "home/front/news.html"


class AgendaBlock(FrontBlock):
    """What is on today and in the coming days."""

    days = blocks.IntegerBlock(label=_("How many days ahead"), default=7, min_value=1, max_value=31)

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give what is on today and what is on after that."""
        today, coming = front.occurrences(value["days"])
        if not today and not coming:
            return None
        return {"today": today, "coming": coming, "agenda": front.agenda}

    class Meta:
        icon = "date"
        label = _("Agenda")
        description = _("What is on today and in the coming days. On a phone today stands at the top.")
        template = "home/front/agenda.html"


class NoticesBlock(FrontBlock):
    """The newest family notices."""

    number = blocks.IntegerBlock(label=_("How many notices"), default=6, min_value=1, max_value=24)
    place = WIDE

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give the notices of the newest edition that may be online."""
        notices = list(front.edition.public_notices()[: value["number"]]) if front.edition else []
        return {"notices": notices, "edition": front.edition} if notices else None

    class Meta:
        icon = "group"
        label = _("Born, married, died")
        description = _(
            "The newest family notices in their frame, over the whole width. Only with consent for the web."
        )
        template = "home/front/notices.html"


class PaperBlock(FrontBlock):
    """The current edition with its cover."""

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give the newest edition."""
        if front.edition is None:
            return None
        return {"edition": front.edition, "newspaper": front.edition.newspaper, "lead": front.lead}

    class Meta:
        icon = "doc-full-inverse"
        label = _("The paper edition")
        description = _("The cover of the newest edition, with the PDF and the large print.")
        template = "home/front/paper.html"


class ContactBlock(FrontBlock):
    """The contact point with its phone number and hours."""

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give the contact point."""
        return {"contact_point": front.contact_point} if front.contact_point else None

    class Meta:
        icon = "comment"
        label = _("Contact point")
        description = _("Who answers the phone, when and where. The number also stands at the top of every page.")
        template = "home/front/contact.html"


class SendInBlock(FrontBlock):
    """The way to the forms for residents."""

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Invite, unless the words about the first edition do so already."""
        return {} if front.edition else None

    class Meta:
        icon = "mail"
        label = _("Send something in")
        description = _("An invitation to write along: news, a family notice, something for the agenda.")
        template = "home/front/send_in.html"


class RoutesBlock(FrontBlock):
    """Welcome cycling routes for who is new."""

    number = blocks.IntegerBlock(label=_("How many routes"), default=2, min_value=1, max_value=6)
    place = WIDE

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give the newest routes."""
        routes = front.routes(value["number"])
        return {"routes": routes} if routes else None

    class Meta:
        icon = "site"
        label = _("Welcome route")
        description = _("The cycling routes for who is new here, over the whole width.")
        template = "home/front/routes.html"


class AnnouncementBlock(FrontBlock):
    """Words of the editors' own."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    place = MAIN
    carried_over = False  # news of one village

    def content(self, value: Any, front: "Front") -> dict[str, Any] | None:
        """Give the words."""
        return {"title": value["title"], "text": value["text"]} if value["title"] else None

    def get_preview_value(self) -> Any:
        """Show the block with words in it."""
        return self.normalize(
            {"title": _("Roadworks"), "text": str(_("The Kerkstraat is closed on Monday and Tuesday."))}
        )

    class Meta:
        icon = "pilcrow"
        label = _("Announcement")
        description = _("A few sentences of your own with a title: roadworks, a thank you, a call. In the wide column.")
        template = "home/front/announcement.html"


class FrontPageBlock(blocks.StreamBlock):
    """Everything that a front page can hold."""

    news = NewsBlock()
    agenda = AgendaBlock()
    paper = PaperBlock()
    contact = ContactBlock()
    send_in = SendInBlock()
    announcement = AnnouncementBlock()
    notices = NoticesBlock()
    routes = RoutesBlock()

    class Meta:
        block_counts = {  # noqa: RUF012
            name: {"max_num": 1} for name in ("news", "agenda", "paper", "contact", "send_in", "notices", "routes")
        }


def first_arrangement() -> list[tuple[str, dict[str, Any]]]:
    """Give the arrangement that every front page begins with."""
    return [
        ("news", {"seconds": 4}),
        ("agenda", {"days": 10}),
        ("paper", {}),
        ("contact", {}),
        ("send_in", {}),
        ("notices", {"number": 6}),
        ("routes", {"number": 2}),
    ]
