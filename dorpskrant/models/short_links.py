"""Short addresses for paper: what is too long to type gets one on the village's own host."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

# Letters and figures that nobody takes for another one, in print or in handwriting.
ALPHABET = "abcdefghkmnpqrstuvwxyz2345679"
LENGTH = 5


class ShortLink(models.Model):
    """A short address of a village (`/k/<code>`) and the address that it leads to."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    code = models.CharField(_("code"), max_length=LENGTH)
    url = models.TextField(_("address"))

    class Meta:
        verbose_name = _("short address")
        verbose_name_plural = _("short addresses")
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_short_link_for_a_code")]

    def __str__(self) -> str:
        return f"/k/{self.code}"

    @staticmethod
    def for_urls(site: Site, urls: Iterable[str]) -> dict[str, str]:
        """Give the code of each address, the same one every time; those that are new are remembered."""
        codes = {url: code_of(url) for url in urls}
        known = dict(ShortLink.objects.filter(site=site, code__in=codes.values()).values_list("code", "url"))
        taken = dict(known)
        for url, code in codes.items():
            turn = 0
            while taken.get(code, url) != url:  # two addresses with one code, once in twenty million
                turn += 1
                code = code_of(f"{url}\0{turn}")
            codes[url], taken[code] = code, url
        new = [ShortLink(site=site, code=codes[url], url=url) for url in codes if known.get(codes[url]) != url]
        ShortLink.objects.bulk_create(new, ignore_conflicts=True)
        return codes


def code_of(url: str) -> str:
    """Give the code that belongs to an address: five letters and figures out of its SHA-256."""
    number = int.from_bytes(hashlib.sha256(url.encode()).digest()[:8], "big")
    letters = []
    for _place in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
