"""The four kinds of copy, and the request to take a notice away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.telephone import validate_phone
from dorpskrant.models import FamilyNotice
from ingezonden.models import Kind

from .base import MAX_TEXT, PhotosField, SendInForm

PHOTO_HELP = _("From your phone or computer. Where and when they were taken is removed.")


def _date(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _time(**kwargs: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **kwargs)


class ArticleForm(SendInForm):
    """A text for the newspaper."""

    kind = Kind.ARTICLE
    heading = _("An article for the newspaper")
    intro = _("News of your association, a memory, a recipe, a thank-you: the editors gladly read it.")
    published = _(
        "Your title, text and photos appear in the newspaper, on paper and on this site, with your name under it."
        " Your phone number and e-mail address do not."
    )
    groups = (
        (_("Your text"), ("title", "text")),
        (_("Photos, if you have some"), ("photos", "photo_caption", "photo_credit")),
    )

    title = forms.CharField(label=_("Title"), max_length=150)
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("Leave an empty line between two paragraphs. The editors may shorten it."),
    )
    photos = PhotosField(label=_("Photos, 5 at most"), help_text=PHOTO_HELP)
    photo_caption = forms.CharField(label=_("Who or what is to be seen?"), max_length=250, required=False)
    photo_credit = forms.CharField(label=_("Who made the photos?"), max_length=120, required=False)


class NoticeForm(SendInForm):
    """A family notice, with where it may appear."""

    kind = Kind.NOTICE
    heading = _("Born, married, died")
    intro = _("A notice is about people: it appears only where the family agrees.")
    published = _(
        "The names, the date, the place and your few sentences appear only where you tick it below. You can change your"
        " mind at any time: under each notice on this site is a button to have it taken away."
    )
    groups = (
        (_("The notice"), ("notice_kind", "names", "date", "place", "text", "photos")),
        (_("Where may it appear?"), ("consent_paper", "consent_web", "consent_email", "agreed_by")),
    )

    notice_kind = forms.ChoiceField(label=_("What happened?"), choices=FamilyNotice.Kind.choices)
    names = forms.CharField(label=_("Who is it about?"), max_length=200, help_text=_("First name and family name."))
    date = _date(label=_("On which day?"), required=False)
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    text = forms.CharField(
        label=_("A few sentences"), max_length=1000, required=False, widget=forms.Textarea({"rows": 6})
    )
    photos = PhotosField(label=_("A portrait"), help_text=PHOTO_HELP, max_photos=1)
    consent_paper = forms.BooleanField(label=_("On paper, in the newspaper"), required=False)
    consent_web = forms.BooleanField(label=_("On this site, for a year"), required=False)
    consent_email = forms.BooleanField(label=_("In the e-mail to subscribers"), required=False)
    agreed_by = forms.CharField(
        label=_("Who of the family agrees to this?"), max_length=150, help_text=_("Such as: Lina Haddad, mother.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one place where it may appear."""
        cleaned = super().clean()
        if not any(cleaned.get(f"consent_{channel}") for channel in ("paper", "web", "email")):
            self.add_error("consent_paper", _("Tick at least one place where the notice may appear."))
        return cleaned


class EventForm(SendInForm):
    """Something for the agenda."""

    kind = Kind.EVENT
    heading = _("Something for the agenda")
    intro = _("Small things too: the weekly coffee, the walk on Sunday.")
    published = _(
        "All of this appears in the agenda, on paper and on this site, also the contact person with phone number: people"
        " who are not online can call. What stands under “Who are you” does not."
    )
    groups = (
        (_("What and when"), ("title", "date", "start_time", "end_time", "repeats", "place", "text", "photos")),
        (_("Whom can people call?"), ("contact_name", "contact_phone")),
    )

    title = forms.CharField(label=_("What is it?"), max_length=150)
    date = _date(label=_("On which day? Of a series: the first"))
    start_time = _time(label=_("From"), required=False)
    end_time = _time(label=_("Until"), required=False)
    repeats = forms.CharField(
        label=_("Does it come back?"),
        max_length=200,
        required=False,
        help_text=_("Write it as you say it: every second Tuesday, not in July."),
    )
    place = forms.CharField(label=_("Where?"), max_length=200)
    text = forms.CharField(
        label=_("What happens, and for whom?"), max_length=3000, required=False, widget=forms.Textarea({"rows": 6})
    )
    photos = PhotosField(label=_("A photo"), help_text=PHOTO_HELP, max_photos=1)
    contact_name = forms.CharField(label=_("Name of the contact person"), max_length=120)
    contact_phone = forms.CharField(
        label=_("Phone number of the contact person"), max_length=25, validators=[validate_phone]
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the beginning of what has an end."""
        cleaned = super().clean()
        begin, end = cleaned.get("start_time"), cleaned.get("end_time")
        if end and not begin:
            self.add_error("start_time", _("At what time does it begin?"))
        return cleaned


class AdvertForm(SendInForm):
    """A request for an advert in the paper."""

    kind = Kind.ADVERT
    heading = _("An advert in the newspaper")
    intro = _("Adverts of local businesses pay for the printing. The editors call you about price and place.")
    published = _("Nothing appears before the editors have called you.")
    groups = ((_("Your advert"), ("business", "size", "editions", "text", "photos")),)

    business = forms.CharField(label=_("Name of your business"), max_length=150)
    size = forms.ChoiceField(
        label=_("How large?"),
        choices=[
            ("1/8", _("an eighth of a page")),
            ("1/4", _("a quarter of a page")),
            ("1/2", _("half a page")),
            ("1/1", _("a whole page")),
        ],
    )
    editions = forms.IntegerField(label=_("In how many editions?"), min_value=1, max_value=20, initial=1)
    text = forms.CharField(
        label=_("What should be in it?"), max_length=2000, required=False, widget=forms.Textarea({"rows": 6})
    )
    photos = PhotosField(label=_("Logo or photos, 5 at most"), help_text=PHOTO_HELP)


class RemovalForm(SendInForm):
    """A request to take a family notice off the site."""

    kind = Kind.REMOVAL
    heading = _("Have this notice taken away")
    published = _(
        "Nothing of this appears. The editors get it at the top of their list and take the notice off the site."
    )
    groups = ((_("Your request"), ("text",)),)

    text = forms.CharField(
        label=_("Would you like to say why? You need not."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
