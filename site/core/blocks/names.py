"""Names of people in a text: the same in every language."""

from typing import Any

from wagtail import blocks
from wagtail_localize.segments import OverridableSegmentValue


class NameBlock(blocks.CharBlock):
    """A name. Translations take it along; a translator is not asked for it, but may put another in its place."""

    def get_translatable_segments(self, value: str) -> list[OverridableSegmentValue]:
        """Offer the name as something that may differ, not as words to translate."""
        return [OverridableSegmentValue("", value)] if value else []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Give what a translator put in its place, or the name."""
        return segments[0].data if segments else value
