"""What an archive says, apart from the numbers, keys and addresses that are of one instance: two archives can be compared.

The numbers are told apart by themselves: before anything is made each table begins to count at a number of its own
(`tests.isolation.world.set_apart`), so a number that occurs in a text says what it is a number of.
"""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

LONG_NUMBER = re.compile(r"(?<![\w.:-])\d{5,9}(?![\w.-])")
KEY = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
FILE = re.compile(r"v/[0-9a-z]{4}/(\w+)/[\w-]{11}/")
TREE = re.compile(r"\b(path\W{2,8})(?:[0-9A-Z]{4}){2}([0-9A-Z]*)(\W)")
# A token of a subscriber and the end of a user name, where another village has the same one.
ANEW_HERE = re.compile(r'(?<="token": ")[\w-]{32}(?=")|(?<=[a-z])-\d{5,9}(?=")')


def rows_in(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Give the rows of an archive by the label of their model."""
    with zipfile.ZipFile(path) as archive:
        return {
            name[len("rijen/") : -len(".jsonl")]: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.startswith("rijen/")
        }


def numbers_in(path: Path) -> dict[int, str]:
    """Give the numbers that an archive's rows have, each with its model and its place among them."""
    found = {}
    for label, rows in rows_in(path).items():
        numbers = sorted(row["pk"] for row in rows if isinstance(row["pk"], int))
        for place, number in enumerate(numbers):
            if number >= 10_000 and (number not in found or label.startswith("wagtailcore.")):
                found[number] = f"{label}#{place}"
    return found


def told(path: Path, host: str, slug: str, left_out: set[str], anew: set[str]) -> dict[str, list[str]]:
    """Give the rows of an archive as texts in which numbers, keys, host and short name are the same wherever it came from.

    Of what is made `anew` the rows come in any order.
    """
    names, keys, said = numbers_in(path), {}, {}
    # Pages first, in the order of their numbers: keys are named in the order in which they are met.
    for label, rows in sorted(rows_in(path).items(), key=lambda item: (item[0] != "wagtailcore.Page", item[0])):
        if label in left_out:
            continue
        lines = []
        for row in sorted(rows, key=lambda row: row["pk"] if isinstance(row["pk"], int) else 0):
            row = {**row, "pk": ""} if label in anew else row
            line = json.dumps(row, ensure_ascii=False, sort_keys=True)
            line = LONG_NUMBER.sub(lambda found: names.get(int(found[0]), found[0]), line)
            line = KEY.sub(lambda found: keys.setdefault(found[0], f"key {len(keys)}"), line)
            line = FILE.sub(r"v/…/\1/…/", line)
            line = TREE.sub(r"\1…\2\3", line)
            line = ANEW_HERE.sub("", line)
            line = re.sub(rf'(["/]){slug}(-[a-z]{{2}})?(["/])', r"\1SLUG\2\3", line.replace(host, "HOST"))
            lines.append(line.replace('"id": 1, "title": "Root"', '"id": null, "title": "Root"'))
        by_number = label not in anew and all(isinstance(row["pk"], int) for row in rows)
        said[label] = lines if by_number else sorted(lines)
    return {label: lines for label, lines in said.items() if lines}


def numbers_said(path: Path) -> set[int]:
    """Give every long number that occurs anywhere in an archive's rows."""
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("rijen/")]
    return {int(found) for text in texts for found in LONG_NUMBER.findall(text)}
