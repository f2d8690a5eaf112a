"""What residents fill in: one form for each kind of copy, the same for an editor who enters it for somebody."""

from ingezonden.models import Kind

from .base import OnBehalfMixin, SendInForm
from .kinds import AdvertForm, ArticleForm, EventForm, NoticeForm, RemovalForm

FORMS: dict[str, type[SendInForm]] = {
    "artikel": ArticleForm,
    "familiebericht": NoticeForm,
    "activiteit": EventForm,
    "advertentie": AdvertForm,
}
ADDRESS_OF = {form.kind: address for address, form in FORMS.items()}

__all__ = ["ADDRESS_OF", "FORMS", "Kind", "OnBehalfMixin", "RemovalForm", "SendInForm"]
