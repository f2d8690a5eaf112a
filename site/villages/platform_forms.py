"""The keeper's forms: a new village, its hosts, its languages, its end."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .hosting import clean_hostname
from .models import Village


class NewVillageForm(forms.Form):
    """All that `add_village` takes."""

    required_css_class = "required"

    name = forms.CharField(label=_("Name of the village"), max_length=255)
    hostname = forms.CharField(
        label=_("Web address"),
        max_length=253,
        help_text=_("Like zavelberg.example.be, without https://. Have the DNS of that name lead to this server."),
    )
    language = forms.ChoiceField(
        label=_("First language"),
        choices=settings.WAGTAIL_CONTENT_LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        help_text=_("It stands at the address itself; the others are translated from it."),
    )
    more_languages = forms.MultipleChoiceField(
        label=_("Other languages"),
        choices=settings.WAGTAIL_CONTENT_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    like = forms.ModelChoiceField(
        Village.objects.none(),
        label=_("Begin like"),
        required=False,
        empty_label=_("A village with nothing in it"),
        help_text=_(
            "Takes over the order of the pages, the form of the paper and drafts of the information pages. No photos, and nothing"
            " in which somebody is named."
        ),
    )
    email = forms.EmailField(
        label=_("E-mail address of the first village admin"),
        required=False,
        help_text=_("She gets an invitation and lets the others in herself. You can do this later too."),
    )
    admin_name = forms.CharField(label=_("Name of the first village admin"), max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like = self.fields["like"]
        assert isinstance(like, forms.ModelChoiceField)
        like.queryset = Village.objects.select_related("site").order_by("site__site_name")

    def clean_hostname(self) -> str:
        """Refuse a host that is malformed or taken."""
        return clean_hostname(self.cleaned_data["hostname"])

    def languages(self) -> list[str]:
        """Give the chosen codes, the first language first."""
        first: str = self.cleaned_data["language"]
        return [first, *(code for code in self.cleaned_data["more_languages"] if code != first)]


class AboutVillage(forms.Form):
    """Mixed into forms about one village."""

    required_css_class = "required"

    def __init__(self, *args: Any, village: Village, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.village = village


class NameForm(AboutVillage):
    """What people call the village, and the port in its addresses."""

    name = forms.CharField(label=_("Name of the village"), max_length=255)
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        help_text=_("443 for https, 80 for http. Another number stands behind the address."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = self.village.name
        self.fields["port"].initial = self.village.site.port


class HostForm(AboutVillage):
    """Another address of its own."""

    hostname = forms.CharField(label=_("New web address"), max_length=253)
    keep_old = forms.BooleanField(
        label=_("The old address leads to the new one"),
        required=False,
        initial=True,
        help_text=_("Links on paper and in other people's bookmarks go on working."),
    )

    def clean_hostname(self) -> str:
        """Refuse a host that is malformed or taken."""
        return clean_hostname(self.cleaned_data["hostname"], of=self.village)


class MoreHostForm(AboutVillage):
    """One more address that leads to the village's own."""

    hostname = forms.CharField(label=_("Web address"), max_length=253, help_text=_("Like www.zavelberg.example.be."))

    def clean_hostname(self) -> str:
        """Refuse a host that is malformed, taken, or the village's own."""
        hostname = clean_hostname(self.cleaned_data["hostname"], of=self.village)
        if hostname == self.village.site.hostname:
            raise ValidationError(_("The village lives at this host itself."))
        return hostname


class LanguageForm(AboutVillage):
    """One more language."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        here = self.village.languages
        language.choices = [(code, name) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES if code not in here]


class RemovalForm(AboutVillage):
    """The name, typed: removing a village is not done by one click."""

    name = forms.CharField(
        label=_("Type the name of the village"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_name(self) -> str:
        """Refuse another name.

        Raises:
            ValidationError: it is not the name of this village.
        """
        name: str = self.cleaned_data["name"].strip()
        if name != self.village.name:
            raise ValidationError(_("This is not the name of the village; nothing was removed."))
        return name
