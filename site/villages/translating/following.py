"""What was sent for translation follows its original by itself, so that no editor has to think of it.

Words that changed wait for a translator. Where none did, what goes along in every language (a photo, a phone number, a page
count) is published in the translations at once.
"""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationSource

_logger = logging.getLogger(__name__)


def connect() -> None:
    """Connect the receiver."""
    page_published.connect(original_published, dispatch_uid="villages.translating.published")


def original_published(sender: type[Page], instance: Any, **kwargs: Any) -> None:
    """Offer the words of a published original anew, and publish the translations that lack none."""
    source = TranslationSource.objects.filter(object_id=instance.translation_key, locale=instance.locale_id).first()
    if source is None:
        return
    source.update_from_db()
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        publish_if_complete(translation)


def publish_if_complete(translation: Translation) -> None:
    """Publish a translation that is live and has all its words; one whose words nobody has published yet is left alone."""
    total, done = translation.get_progress()
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id, live=True
    ).first()
    if page is None or page.has_unpublished_changes or page.locked or done < total or _unread(translation, page):
        return
    try:
        translation.save_target(publish=True)
    except ValidationError:
        _logger.warning("Translation %s could not follow its original", translation.uuid, exc_info=True)


def _unread(translation: Translation, page: Page) -> bool:
    words = {
        "context__object": translation.source.object_id,
        "locale": translation.target_locale_id,
        "updated_at__gt": page.last_published_at,
    }
    return (
        page.last_published_at is None
        or StringTranslation.objects.filter(**words).exists()
        or SegmentOverride.objects.filter(**words).exists()
    )
