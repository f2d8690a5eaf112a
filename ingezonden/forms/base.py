"""What every form has: who sends it, photos, and the guards against rubbish."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.telephone import validate_phone
from ingezonden.models import Kind, Submission, SubmissionPhoto
from ingezonden.models.submissions import How
from ingezonden.photos import MAX_PHOTOS, made_anew

MAX_TEXT = 20_000  # characters: some four pages of the paper


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes more than one file."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """Up to five photos, each read and made anew; gives a list of JPEG files."""

    def __init__(self, *, max_photos: int = MAX_PHOTOS, **kwargs: Any) -> None:
        self.max_photos = max_photos
        attributes = {"accept": "image/*"}
        widget = SeveralFilesInput(attributes) if max_photos > 1 else forms.FileInput(attributes)
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Give the photos as JPEG files.

        Raises:
            ValidationError: there are too many, or one is too large or no photo.
        """
        uploads = data if isinstance(data, list) else [data] if data else []
        if len(uploads) > self.max_photos:
            raise ValidationError(_("Choose %(number)s photos at most."), params={"number": self.max_photos})
        cleaned = []
        for upload in uploads:
            super().clean(upload, None)
            stem = str(upload.name).rsplit(".", 1)[0] or "foto"
            cleaned.append(ContentFile(made_anew(upload), name=f"{stem}.jpg"))
        return cleaned


class SendInForm(forms.Form):
    """A form of one kind. `published` says what of it will be read by all; `intro` what the form is for."""

    kind: ClassVar[Kind]
    heading: ClassVar[str | Promise]
    intro: ClassVar[str | Promise] = ""
    published: ClassVar[str | Promise]
    groups: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]]

    sender_name = forms.CharField(label=_("Your name"), max_length=120)
    sender_phone = forms.CharField(
        label=_("Your phone number"),
        max_length=25,
        required=False,
        help_text=_("A phone number or an e-mail address: one of the two is enough."),
    )
    sender_email = forms.EmailField(label=_("Your e-mail address"), required=False)
    website = forms.CharField(label=_("Leave this empty"), required=False, max_length=200)

    SENDER = ("sender_name", "sender_phone", "sender_email")
    NOT_COPY = (*SENDER, "website", "photos", "how")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        autocomplete = {"sender_name": "name", "sender_phone": "tel", "sender_email": "email"}
        for name, field in self.fields.items():
            attributes = field.widget.attrs
            if name in autocomplete:
                attributes["autocomplete"] = autocomplete[name]
            if name == "sender_phone":
                attributes["inputmode"] = "tel"
            if isinstance(field, forms.CharField) and field.max_length and isinstance(field.widget, forms.Textarea):
                attributes.setdefault("rows", 12)
            if field.help_text or name in self.errors:
                described = [f"id_{name}_help"] if field.help_text else []
                described += [f"id_{name}_fout"] if name in self.errors else []
                attributes["aria-describedby"] = " ".join(described)
            if name in self.errors:
                attributes["aria-invalid"] = "true"
        for name in ("sender_phone", "sender_email"):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]  # the template does not say "need not"
        self.fields["website"].widget.attrs.update(tabindex="-1", autocomplete="off")

    def fieldsets(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Give the form's groups of fields, each with its legend."""
        for legend, names in self.fieldset_names():
            yield legend, [self[name] for name in names]

    def fieldset_names(self) -> tuple[tuple[Any, tuple[str, ...]], ...]:
        """Give the groups with the names of their fields."""
        return (*self.groups, self.sender_group())

    def sender_group(self) -> tuple[Any, tuple[str, ...]]:
        """Give the last group: who sends it."""
        return _("Who are you? Only the editors see this"), self.SENDER

    def clean_sender_phone(self) -> str:
        """Accept what a person would recognise as a phone number."""
        number = self.cleaned_data["sender_phone"].strip()
        if number:
            validate_phone(number)
        return number

    def clean_website(self) -> str:
        """Refuse what no person sees and fills in.

        Raises:
            ValidationError: it is not empty.
        """
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave the last box empty: it is there to stop machines."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach the sender."""
        cleaned: dict[str, Any] = super().clean() or {}
        told = {"sender_phone", "sender_email"} & set(self.errors)
        if self.must_be_reachable and not told and not (cleaned.get("sender_phone") or cleaned.get("sender_email")):
            self.add_error(
                "sender_phone", _("Give a phone number or an e-mail address, so that the editors can ask you.")
            )
        return cleaned

    must_be_reachable = True

    def copy(self) -> dict[str, Any]:
        """Give what was filled in, without who filled it in, as it is stored."""
        return {
            name: value.isoformat()[:16] if isinstance(value, dt.date | dt.time) else value
            for name, value in self.cleaned_data.items()
            if name not in self.NOT_COPY and value not in (None, "", False)
        }

    def key(self, token: uuid.UUID) -> uuid.UUID:
        """Give what this is stored under: the form's own token with what was filled in.

        Whoever goes back and puts a word right, or writes the next letter over the last one, sends something else.
        """
        data = self.cleaned_data
        photos = [(photo.name, photo.size) for photo in data.get("photos") or ()]
        senders = [data.get(name, "") for name in (*self.SENDER, "how")]
        return uuid.uuid5(token, json.dumps([self.kind, self.copy(), senders, photos], sort_keys=True))

    def is_stored(self, site: int, token: uuid.UUID) -> bool:
        """Say whether it came in already: a second press on the button."""
        return Submission.objects.filter(site_id=site, token=self.key(token)).exists()

    def save(self, site: int, token: uuid.UUID, **more: Any) -> Submission:
        """Store it once: the same words from the same form give what was stored the first time."""
        data = self.cleaned_data
        with transaction.atomic():
            submission, made = Submission.objects.get_or_create(
                site_id=site,
                token=self.key(token),
                defaults={
                    "kind": self.kind,
                    "language": get_language() or "nl",
                    "fields": self.copy(),
                    "how": data.get("how") or How.FORM,
                    **{name: data.get(name, "") for name in self.SENDER},
                    **more,
                },
            )
            for file in data.get("photos") or () if made else ():
                SubmissionPhoto.objects.create(submission=submission, file=file)
        return submission


class OnBehalfMixin(forms.Form):
    """The same form for an editor who enters what came by phone or on paper: from whom, and how."""

    how = forms.ChoiceField(
        label=_("How did it come in?"), choices=[choice for choice in How.choices if choice[0] != How.FORM]
    )
    must_be_reachable = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"sender_name": _("Name"), "sender_phone": _("Phone number"), "sender_email": _("E-mail address")}
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["sender_phone"].help_text = ""

    def sender_group(self) -> tuple[Any, tuple[str, ...]]:
        """Give the last group: from whom it came, and how."""
        return _("From whom did it come?"), ("sender_name", "how", "sender_phone", "sender_email")
