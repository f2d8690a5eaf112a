"""The forms on paper: a slip for the letterbox, made of the same questions."""

import hashlib

from django import forms
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ingezonden.forms import ADDRESS_OF, SendInForm
from press.slip import Slip, SlipField, render_slip
from press.worker import shared_worker
from villages.models import Village

CACHED_SECONDS = 24 * 3600
LEFT_OUT = {"photos", "website", "photo_caption"}


def slip_of(form_class: type[SendInForm], village: Village, address: str = "") -> Slip:
    """Give a form as a slip, in the language that is active; `address` is where people bring it."""
    fields = []
    for name in [name for _legend, names in form_class().fieldset_names() for name in names if name not in LEFT_OUT]:
        field = form_class.base_fields[name]
        if name.startswith("consent_"):
            continue
        fields.append(_question(field))
        if name == "text" and form_class.kind == "notice":
            allowed = [form_class.base_fields[f"consent_{channel}"] for channel in ("paper", "web", "email")]
            fields.append(SlipField(_("Where may it appear?"), choices=tuple(str(field.label) for field in allowed)))
    where = _("Put this in the letterbox of the editors, or bring it to the contact point.")
    if address:
        where = _("Put this in the letterbox of the editors, or bring it to the contact point: %(address)s.") % {
            "address": address
        }
    look = village.look
    return Slip(
        title=str(form_class.heading),
        intro=str(form_class.intro),
        published=str(form_class.published),
        fields=tuple(fields),
        where=where,
        url=village.site.root_url + reverse("ingezonden_form", args=[ADDRESS_OF[form_class.kind]]),
        village=village.name,
        colour=look.colour,
        language=translation.get_language() or "nl",
    )


def printed_slip(slip: Slip) -> bytes:
    """Give the slip as a PDF, made once a day.

    Raises:
        press.errors.PressError: the press could not make it.
    """
    key = f"slip:{hashlib.sha256(repr(slip).encode()).hexdigest()}"
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        pdf = shared_worker().run(render_slip, slip)
        cache.set(key, pdf, CACHED_SECONDS)
    return pdf


def _question(field: forms.Field) -> SlipField:
    label = str(field.label)
    choices = tuple(str(text) for _value, text in getattr(field, "choices", ()) or ())
    if choices:
        return SlipField(label, choices=choices)
    if isinstance(field.widget, forms.Textarea):
        return SlipField(label, lines=min(int(field.widget.attrs.get("rows", 6)), 11) - 1)
    return SlipField(label)
