"""From what came in to a draft: an article in an edition, a family notice or an advert in it, an event in the agenda."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from agenda.models import AgendaPage, EventPage
from core.models import VillageImage
from dorpskrant.arranging import one_at_a_time
from dorpskrant.consent import withdraw
from dorpskrant.models import Advert, ArticlePage, EditionPage, FamilyNotice
from dorpskrant.models.consent import Consented
from ingezonden.models import Kind, Status, Submission
from villages.models import Village

CHOICES = 6  # editions offered
MAX_ADVERT_TEXT: int = Advert._meta.get_field("text").max_length  # type: ignore[union-attr,assignment]


def editions_for(village: Village) -> list[EditionPage]:
    """Give the editions that copy can go into, the next one first: newest by date, drafts included, not yet at the printer."""
    home = village.site.root_page
    today = timezone.localdate()
    open_ones = EditionPage.objects.descendant_of(home).filter(printed__isnull=True)
    found = list(open_ones.order_by("-publication_date")[:CHOICES])
    coming = sorted((e for e in found if e.publication_date >= today), key=lambda e: e.publication_date)
    return [*coming, *(edition for edition in found if edition.publication_date < today)]


def take(submission: Submission, village: Village, user: Any, edition: EditionPage | None = None) -> Page | None:
    """Make the draft that a submission asks for and mark it as taken; gives the page to go on with.

    Of an advert that is its edition; the advert itself is in the submission. Of a request to have a notice taken away there is
    none: the notice leaves the web at once.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        if submission.status != Status.NEW:
            return submission.page
        if edition is not None:  # two who put something in the same draft do so one after the other
            edition = one_at_a_time(edition)
        page: Page | None = None
        last_day: dt.date | None = None
        if submission.kind == Kind.ARTICLE and edition is not None:
            page, last_day = _article(submission, village, user, edition), edition.publication_date
        elif submission.kind == Kind.NOTICE and edition is not None:
            page, last_day = _notice(submission, village, user, edition), edition.publication_date
        elif submission.kind == Kind.ADVERT and edition is not None:
            page, last_day = _advert(submission, village, edition), edition.publication_date
        elif submission.kind == Kind.EVENT:
            page = _event(submission, village, user)
        elif submission.kind == Kind.REMOVAL:
            _remove(submission)
        submission.page = page
        submission.handle(Status.TAKEN, user, keep_until=last_day)
    return page


def refuse(submission: Submission, user: Any) -> bool:
    """Mark a submission as refused, and say whether it was still to be decided on; what was decided stays."""
    with transaction.atomic():
        found = Submission.objects.select_for_update().filter(pk=submission.pk, status=Status.NEW).first()
        if found is None:
            return False
        found.handle(Status.REFUSED, user)
    return True


def take_back_refusal(submission: Submission) -> None:
    """Have a submission wait again, as it did: nobody could be told that it was refused."""
    was = {name: getattr(submission, name) for name in ("status", "handled_by", "handled_at", "keep_until")}
    Submission.objects.filter(pk=submission.pk, status=Status.REFUSED).update(**was)


def photos_into(village: Village, submission: Submission, credit: str) -> list[VillageImage]:
    """Copy the photos that came in to the village's own, with the name of who made them."""
    images = []
    for number, photo in enumerate(submission.photos.all(), start=1):
        with photo.file.open("rb") as file:
            data = ContentFile(file.read(), name=str(photo.file.name).rsplit("/", 1)[-1])
        title = submission.title[:200] + (f" ({number})" if number > 1 else "")
        image = VillageImage(title=title, file=data, collection=village.collection, credit=credit[:120])
        image.description = submission.fields.get("photo_caption", "")[:255]
        image.save()
        images.append(image)
    return images


def paragraphs(text: str) -> str:
    """Give plain text as HTML paragraphs: an empty line begins a new one."""
    parts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    return "".join(f"<p>{escape(part.strip()).replace(chr(10), '<br/>')}</p>" for part in parts if part.strip())


def _draft(parent: Page, page: Any, user: Any) -> Any:
    page.locale, page.live, page.owner = parent.locale, False, user
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def _article(submission: Submission, village: Village, user: Any, edition: EditionPage) -> ArticlePage:
    fields = submission.fields
    images = photos_into(village, submission, fields.get("photo_credit") or submission.sender_name)
    caption = fields.get("photo_caption", "")
    words = caption or _("Photo with “%(title)s”") % {"title": submission.title}
    body: list[tuple[str, Any]] = [("text", paragraphs(fields.get("text", "")))]
    body += [("photo", {"image": image, "alt": words[:250], "caption": "", "credit": ""}) for image in images[1:]]
    page = ArticlePage(title=submission.title, byline=submission.sender_name, body=body)
    if images:
        page.photo, page.photo_alt, page.photo_caption = images[0], words[:250], caption
    return _draft(edition, page, user)


def _notice(submission: Submission, village: Village, user: Any, edition: EditionPage) -> EditionPage:
    fields = submission.fields
    images = photos_into(village, submission, submission.sender_name)
    draft: EditionPage = edition.get_latest_revision_as_object()
    notice = FamilyNotice(
        locale=edition.locale,
        sort_order=draft.family_notices.count(),
        kind=fields["notice_kind"],
        names=fields["names"],
        date=_day(fields.get("date")),
        place=fields.get("place", ""),
        text=fields.get("text", ""),
        portrait=images[0] if images else None,
    )
    how = submission.how if submission.how in FamilyNotice.How.values else FamilyNotice.How.FORM
    for channel in submission.consents:
        setattr(notice, f"consent_{channel}", True)
        setattr(notice, f"{channel}_agreed_by", fields["agreed_by"])
        setattr(notice, f"{channel}_agreed_on", timezone.localdate(submission.created_at))
        setattr(notice, f"{channel}_agreed_how", how)
    notice.clean()
    draft.family_notices.add(notice)
    draft.save_revision(user=user, log_action=True)
    submission.notice_key = notice.translation_key
    return edition


def _event(submission: Submission, village: Village, user: Any) -> EventPage:
    fields = submission.fields
    images = photos_into(village, submission, submission.sender_name)
    agenda = AgendaPage.objects.descendant_of(village.site.root_page).order_by("path").first()
    assert agenda is not None
    text = paragraphs(fields.get("text", ""))
    if fields.get("repeats"):
        text += paragraphs(fields["repeats"])
    page = EventPage(
        title=submission.title,
        start_date=dt.date.fromisoformat(fields["date"]),
        start_time=_time(fields.get("start_time")),
        end_time=_time(fields.get("end_time")),
        place_name=fields["place"],
        description=text,
        contact_name=fields["contact_name"],
        contact_phone=fields["contact_phone"],
        photo=images[0] if images else None,
        photo_alt=submission.title[:250] if images else "",
    )
    return _draft(agenda, page, user)


def _advert(submission: Submission, village: Village, edition: EditionPage) -> EditionPage:
    """Put the advert in the edition: in letters where there is a text, as a picture where there is only that."""
    fields = submission.fields
    images = photos_into(village, submission, "")
    text = fields.get("text", "")
    picture = images[0] if images and not text else None
    submission.advert = Advert.objects.create(
        edition=edition,
        order=edition.adverts.count(),
        name=submission.title[:80],
        size=fields["size"],
        image=picture,
        image_alt=submission.title if picture else "",
        title=submission.title[:80],
        text=Truncator(text).chars(MAX_ADVERT_TEXT),
    )
    return edition


def _remove(submission: Submission) -> None:
    key = submission.notice_key
    notice = FamilyNotice.objects.filter(translation_key=key).first() if key else None
    if notice is not None:
        withdraw(notice, Consented.WEB)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
