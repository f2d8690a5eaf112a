"""The villages that a village calls its neighbours."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .models import Neighbour, Village
from .scope import every_village


def neighbours_of(village: Village) -> list[Village]:
    """Give the villages that this one chose as its neighbours, by name, each with its site."""
    found = Neighbour.objects.filter(village=village.pk).select_related("neighbour__site__root_page__locale")
    return sorted((row.neighbour for row in found), key=lambda other: other.name.casefold())


def villages_to_choose(village: Village) -> list[Village]:
    """Give the villages of this instance that are not yet neighbours of this one, by name.

    It steps over the wall for their names and hosts alone, which the platform's front page shows to everybody.
    """
    with every_village():
        chosen = Neighbour.objects.filter(village=village.pk).values("neighbour")
        others = Village.objects.exclude(pk=village.pk).exclude(pk__in=chosen).select_related("site")
        return list(others.order_by("site__site_name"))


class NeighbourForm(forms.Form):
    """One more neighbour, by its name or its host: a thousand villages are too many to pick from a list."""

    name = forms.CharField(
        label=_("Name of the village"),
        max_length=253,
        help_text=_("Type the first letters and choose. Its web address will do too."),
        widget=forms.TextInput(attrs={"list": "dorpen", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, village: Village, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.village, self.choices = village, villages_to_choose(village)

    def clean_name(self) -> Village:
        """Give the village that is meant.

        Raises:
            ValidationError: none is called so, or more than one is.
        """
        wanted = self.cleaned_data["name"].strip().casefold()
        wanted = wanted.removeprefix("https://").removeprefix("http://").split("/")[0]
        if wanted in (self.village.name.casefold(), self.village.site.hostname):
            raise forms.ValidationError(_now("This is your own village."))
        if any(wanted in (other.name.casefold(), other.site.hostname) for other in neighbours_of(self.village)):
            raise forms.ValidationError(_now("This village is among your neighbours already."))
        found = [other for other in self.choices if wanted in (other.name.casefold(), other.site.hostname)]
        if not found:
            raise forms.ValidationError(_now("No village here is called so. Check the name, or type its web address."))
        if len(found) > 1:
            hosts = ", ".join(other.site.hostname for other in found)
            raise forms.ValidationError(
                _now("More than one village is called so. Type its web address: %(hosts)s.") % {"hosts": hosts}
            )
        return found[0]

    def save(self) -> Neighbour:
        """Make it a neighbour."""
        return Neighbour.objects.get_or_create(village=self.village, neighbour=self.cleaned_data["name"])[0]
