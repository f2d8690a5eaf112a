"""Links that can be read on paper: a short address in the text, a longer one as a numbered note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from press.document import Box, Edition, ItemList, Pointer, Run
from press.typography import ZERO_WIDTH_SPACE

SHORT_ADDRESS = 34
_BREAK_AFTER = re.compile(r"([/.?&=_@-])(?=\w)")


def paper_address(href: str) -> str:
    """The address as people type it: without scheme, "www." and the last slash."""
    address = re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", href.strip(), flags=re.IGNORECASE)
    return address.split("?subject=")[0].rstrip("/")


def breakable(address: str) -> str:
    """The address with places where a line may end, after its punctuation."""
    return _BREAK_AFTER.sub(rf"\1{ZERO_WIDTH_SPACE}", address)


@dataclass
class LinkNotes:
    """Collects the long addresses of one article; each gets the next number."""

    notes: list[tuple[int, str, str]] = field(default_factory=list)
    short: Mapping[str, str] = field(default_factory=dict)

    def printed(self, href: str) -> str:
        """The address that paper shows for a link: its own, or the short one that leads there."""
        address = paper_address(href)
        return self.short.get(href, address) if len(address) > SHORT_ADDRESS else address

    def readable(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs, each link followed by its address or by the number of its note."""
        result: list[Run] = []
        for index, run in enumerate(runs):
            result.append(run)
            if not run.href:
                continue
            if index + 1 < len(runs) and runs[index + 1].href == run.href:
                continue
            address = self.printed(run.href)
            spoken = "".join(r.text for r in runs if r.href == run.href).replace(ZERO_WIDTH_SPACE, "")
            if not address or _same(address, spoken):
                continue
            if len(address) <= SHORT_ADDRESS:
                result.append(Run(f" ({breakable(address)})", "u", run.href))
            else:
                result.append(Run(str(self.number_of(run.href, address)), "^", run.href))
        return tuple(result)

    def number_of(self, href: str, address: str) -> int:
        """The number of the note with this address, a new one where there is none yet."""
        for number, known, _ in self.notes:
            if known == href:
                return number
        self.notes.append((len(self.notes) + 1, href, address))
        return len(self.notes)


def _same(address: str, spoken: str) -> bool:
    """Whether the text of the link already says the address."""

    def bare(text: str) -> str:
        return re.sub(r"[^a-z0-9]", "", paper_address(text).lower())

    return bare(address) in bare(spoken)


def long_addresses(edition: Edition) -> list[str]:
    """The web addresses in the edition's articles and colophon that are too long to type, each once."""
    blocks = [block for article in edition.articles for block in article.body] + list(edition.colophon)
    hrefs = dict.fromkeys(href for block in blocks for href in _addresses(block))
    return [h for h in hrefs if h.startswith(("https://", "http://")) and len(paper_address(h)) > SHORT_ADDRESS]


def _addresses(block: object) -> Iterator[str]:
    match block:
        case Pointer(url=url):
            yield url
        case Box(blocks=blocks):
            for inner in blocks:
                yield from _addresses(inner)
        case ItemList(items):
            for item in items:
                yield from (run.href for run in item.runs)
        case _:
            yield from (run.href for run in getattr(block, "runs", ()))
