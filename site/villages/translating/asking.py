"""wagtail-localize's screens with what goes wrong said in words: a machine that does not answer, a PO file that is none."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.views.edit_translation import machine_translate as their_machine_translate
from wagtail_localize.views.edit_translation import upload_pofile as their_upload
from wagtail_localize.views.update_translations import UpdateTranslationsView

from .beforehand import ask_beforehand
from .machines import MachineError

View = Callable[..., HttpResponseBase]
MAX_BYTES = 2 * 1024 * 1024
KEY = b"X-WagtailLocalize-TranslationID"


def says_what_the_machine_did(view: View) -> View:
    """Have a view tell that the machine did not answer; what it had changed is as before."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except MachineError:
            messages.error(
                request, _("The translation machine gives no answer now. Try again later, or translate by hand.")
            )
            return _back(request)

    return wrapped


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or "village_translations")


class UpdateView(UpdateTranslationsView):
    """wagtail-localize's update, which asks the machine first and writes afterwards: nobody else waits for the machine."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Bring the translations up to date, with the machine's words where the editor asked for them.

        Raises:
            MachineError: the machine did not answer. Nothing was changed.
        """
        asked = form.cleaned_data.pop("use_machine_translation", False)
        machine = get_machine_translator() if asked else None
        answers = ask_beforehand(machine, self.object, self.request.user) if machine is not None else None
        with transaction.atomic():
            if answers is not None:
                self.object.update_from_db()
                answers.apply(self.object, self.request.user)
            response: HttpResponseBase = super().form_valid(form)
        return response


# Both ask the machine and only then write, in a transaction of their own.
machine_translate = non_atomic_requests(require_POST(says_what_the_machine_did(their_machine_translate)))
update_translations = non_atomic_requests(says_what_the_machine_did(UpdateView.as_view()))


class EditorWords(JavaScriptCatalog):
    """The words of the translation editor. It puts a name behind some of them, so a space at their end has to stay."""

    packages = ["wagtail_localize"]  # noqa: RUF012

    def get_catalog(self) -> dict[str, Any]:
        """Give the words, each ending in a space where its English does."""
        words = super().get_catalog()
        return {text: f"{said} " if _wants_space(text, said) else said for text, said in words.items()}


def _wants_space(text: str, said: Any) -> bool:
    return isinstance(said, str) and text.endswith(" ") and not said.endswith(" ")


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """Take in a PO file; one that is missing, too large or not of this translation is refused in words."""
    file = request.FILES.get("file")
    if file is None:
        problem = _("Choose a PO file first.")
    elif (file.size or 0) > MAX_BYTES:
        problem = _("That file is larger than 2 MB: it is no PO file of a translation.")
    elif KEY not in file.read():
        problem = _("That is no PO file of this translation. Download it here, translate it, and put it back.")
    else:
        file.seek(0)
        return their_upload(request, translation_id)
    messages.error(request, problem)
    return _back(request)
