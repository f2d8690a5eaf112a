"""Links that can be read on paper: a short address in the text, a longer one as a numbered note."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from press.document import Run
from press.typography import ZERO_WIDTH_SPACE

SHORT_ADDRESS = 34
_BREAK_AFTER = re.compile(r"([/.?&=_-])(?=\w)")


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

    def readable(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs, each link followed by its address or by the number of its note."""
        result: list[Run] = []
        for index, run in enumerate(runs):
            result.append(run)
            if not run.href:
                continue
            if index + 1 < len(runs) and runs[index + 1].href == run.href:
                continue
            address = paper_address(run.href)
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
