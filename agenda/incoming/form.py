"""The form for a calendar of an association: an address, or a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from agenda.incoming.fetching import MAX_BYTES
from agenda.incoming.network import INTERNET, RefusedError, read_url
from agenda.incoming.reports import ERRORS


class CalendarSourceForm(WagtailAdminModelForm):
    """Asks for an address or a file; the file is read once, when the form is saved."""

    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("An .ics file that the association sent you. Later you can give a newer one here."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_url(self) -> str:
        """Refuse what is no address of a calendar, or of one that is taken over already; what it leads to is looked at later."""
        url = (self.cleaned_data.get("url") or "").strip()
        if url:
            try:
                INTERNET.port_of(read_url(url))
            except RefusedError as error:
                raise forms.ValidationError(ERRORS["address"]) from error
            others = type(self.instance).objects.filter(village=self.instance.village_id, url=url)
            if (other := others.exclude(pk=self.instance.pk).first()) is not None:
                words = _now("This calendar is among the calendars already: %(name)s.")
                raise forms.ValidationError(words % {"name": other.name})
        return url

    def clean_file(self) -> Any:
        """Refuse a file that is too large to be a calendar."""
        file = self.cleaned_data.get("file")
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(ERRORS["too_large"])
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, of a new calendar."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("url") and not cleaned.get("file") and self.instance.pk is None:
            self.add_error("url", _("Fill in the address of the calendar, or choose a file."))
        return cleaned
