"""What follows when a consent changes: other languages, revisions and portraits follow at once."""

from pathlib import PurePosixPath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import ReferenceIndex, Revision
from wagtail_localize.models import StringSegment, StringTranslation, TranslationContext

from core.models import VillageImage
from dorpskrant.models import EditionPage, FamilyNotice, NoticePortrait
from dorpskrant.models.consent import RECORD, Consented


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(_saved, sender=FamilyNotice, dispatch_uid="dorpskrant.notice_saved")
    post_save.connect(_drafted, sender=Revision, dispatch_uid="dorpskrant.notice_drafted")
    post_delete.connect(_deleted, sender=FamilyNotice, dispatch_uid="dorpskrant.notice_deleted")


def withdraw(notice: FamilyNotice, *channels: Consented) -> None:
    """Take back the consent for these channels, now: in every language, and in every draft and revision of the editions.

    No older revision that somebody publishes brings it back.
    """
    with transaction.atomic():
        rows = list(FamilyNotice.objects.filter(translation_key=notice.translation_key).order_by("page__path"))
        for row in rows:
            for channel in channels:
                row.withdraw(channel)
            row.save()
        for row in rows:
            for revision in Revision.page_revisions.filter(object_id=str(row.page_id)):
                if _withdraw_in(revision.content, str(notice.translation_key), channels):
                    revision.save(update_fields=["content"])


def _withdraw_in(content: dict[str, Any], key: str, channels: tuple[Consented, ...]) -> bool:
    found = [data for data in content.get("family_notices", []) if data.get("translation_key") == key]
    for data in found:
        for channel in channels:
            data[f"consent_{channel}"] = False
            data.update({f"{channel}_{name}": None if name == "agreed_on" else "" for name in RECORD})
            if channel is Consented.WEB:
                data["online_until"] = None
    return bool(found)


def _saved(instance: FamilyNotice, **kwargs: Any) -> None:
    if instance.portrait_id:
        NoticePortrait.objects.get_or_create(image_id=instance.portrait_id)
    if not instance.consent_web:
        _forget_words(instance)
    if instance.source() is None:
        for translation in _others(instance):
            translation.save()  # which takes over this one's consent


def _forget_words(notice: FamilyNotice) -> None:
    """Take the words of a notice out of everything that translators see: what is offered, and what they made of it."""
    contexts = TranslationContext.objects.filter(path=f"family_notices.{notice.translation_key}.text")
    StringSegment.objects.filter(context__in=contexts).delete()
    StringTranslation.objects.filter(context__in=contexts).delete()


def _drafted(instance: Revision, **kwargs: Any) -> None:
    """A portrait in a draft is nobody's to see either, unless the photo stands on another page already."""
    notices = instance.content.get("family_notices", []) if isinstance(instance.content, dict) else []
    chosen = VillageImage.objects.filter(pk__in={data["portrait"] for data in notices if data.get("portrait")})
    edition = ContentType.objects.get_for_model(EditionPage)
    for image in chosen.exclude(pk__in=NoticePortrait.objects.values("image")):
        if not ReferenceIndex.get_references_to(image).exclude(content_type=edition).exists():
            NoticePortrait.objects.get_or_create(image=image)


def _deleted(instance: FamilyNotice, origin: Any = None, **kwargs: Any) -> None:
    """A notice that is taken out of the edition goes in the other languages too."""
    page = EditionPage.objects.filter(pk=instance.page_id).first()
    others = _others(instance)
    if page is not None and all(page.path < other.page.path for other in others):
        for other in others:
            other.delete()


def _others(notice: FamilyNotice) -> list[FamilyNotice]:
    found = FamilyNotice.objects.filter(translation_key=notice.translation_key).exclude(locale_id=notice.locale_id)
    return list(found.select_related("page"))


def portrait_guard(path: str) -> bool | None:
    """Say whether a media file may be public: None where it is no notice's portrait, else whether such a notice is online.

    A photo's renditions lie in the folder of the original.
    """
    folder = f"{PurePosixPath(path).parent}/"
    portrait = NoticePortrait.objects.filter(image__file__startswith=folder).first()
    if portrait is None:
        return None
    return FamilyNotice.objects.online().filter(portrait_id=portrait.pk, page__live=True).exists()
