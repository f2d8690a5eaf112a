"""What an update of translations would ask the machine, asked before anything is written.

A machine takes seconds. On SQLite nobody else could save meanwhile, if it were asked inside the transaction that writes.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail_localize.models import TranslationSource
from wagtail_localize.strings import StringValue
from wagtail_localize.views.edit_translation import apply_machine_translation

Languages = tuple[int, int]  # the keys of the locales from which and into which


class Answers:
    """Stands in for a machine: first it notes what it is asked, then it knows the answers."""

    def __init__(self, machine: Any) -> None:
        self.display_name = machine.display_name
        self._machine = machine
        self._asked: dict[Languages, tuple[Any, Any, dict[StringValue, None]]] = {}
        self._known: dict[Languages, dict[Any, Any]] = {}

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        """Say whether the machine knows these languages."""
        return bool(self._machine.can_translate(source_locale, target_locale))

    def translate(self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]) -> dict[Any, Any]:
        """Give the answers that are known by now, and note the texts."""
        languages = (source_locale.pk, target_locale.pk)
        asked = self._asked.setdefault(languages, (source_locale, target_locale, {}))
        asked[2].update(dict.fromkeys(strings))
        return self._known.get(languages, {})

    def fetch(self) -> None:
        """Ask the machine all that was noted.

        Raises:
            MachineError: it does not answer as it should.
        """
        for languages, (source_locale, target_locale, strings) in self._asked.items():
            self._known[languages] = self._machine.translate(source_locale, target_locale, list(strings))

    def apply(self, source: TranslationSource, user: Any) -> None:
        """Put the answers into each translation whose language the machine knows; what has words keeps them.

        Raises:
            PermissionDenied: the user may not edit one of them.
        """
        for translation in source.translations.filter(enabled=True).select_related("target_locale", "source__locale"):
            if self.can_translate(translation.source.locale, translation.target_locale):
                apply_machine_translation(translation.pk, user, self)


def ask_beforehand(machine: Any, source: TranslationSource, user: Any) -> Answers:
    """Ask the machine what an update of a source's translations will need. Nothing is changed.

    Text that another editor changes in the meantime has no answer then: it waits for a translator.

    Raises:
        MachineError: the machine does not answer as it should.
        PermissionDenied: the user may not edit one of the translations; the machine was asked nothing.
    """
    answers = Answers(machine)
    with transaction.atomic():
        rehearsal = TranslationSource.objects.get(pk=source.pk)
        rehearsal.update_from_db()
        answers.apply(rehearsal, user)
        transaction.set_rollback(True)
    answers.fetch()
    return answers
