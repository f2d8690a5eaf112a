"""What pages cost with 1, 100 and 1,000 villages of 100 pages: CPU and queries, as ratios to one village.

Each number of villages is a database of its own and a process of its own; the processes answer in turns, so that what else the
machine does falls on all alike. CPU is that of the answering process and of PostgreSQL's process for its connection, the
median of all rounds. The control is a loop that touches no page: its ratio says how far the others can be trusted.

    python bench/villages.py                       # SQLite
    DATABASE_URL=postgres://… python bench/villages.py    # PostgreSQL: databases villages_1, villages_100 … are made and dropped

Crowds stay in --keep between runs, so that a second run measures at once.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMIT_PUBLIC, LIMIT_ADMIN, LIMIT_MS, LIMIT_QUERIES = 1.05, 1.10, 15, 12
PUBLIC = ("home", "article", "agenda month")


class Crowd:
    """A process (bench/village_worker.py) that answers over the database of so many villages."""

    def __init__(self, villages: int, pages: int, folder: Path, database_url: str) -> None:
        self.villages = villages
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DEBUG": "0",
            "DORPSPLEIN_VAR": str(folder / f"{'pg' if database_url else 'sqlite'}-{villages}"),
        }
        environ.pop("DATABASE_URL", None)
        if database_url:
            environ["DATABASE_URL"] = f"{database_url.rsplit('/', 1)[0]}/villages_{villages}"
        command = [sys.executable, str(ROOT / "bench" / "village_worker.py"), str(villages), str(pages)]
        self.process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = self._read()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)  # type: ignore[no-any-return]
        raise SystemExit(f"The process for {self.villages} villages stopped.")

    def ask(self, what: str) -> dict[str, Any]:
        """Have it do one round of something; gives milliseconds of CPU and queries, by case."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self._read()

    def stop(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def table(crowds: list[Crowd], rounds: dict[int, list[dict[str, float]]], queries: dict[int, dict[str, int]]) -> int:
    """Print one line per case; give how many are over their limit."""
    first, over = crowds[0].villages, 0
    print(f"{'':24}" + "".join(f"{crowd.villages:>9} villages " for crowd in crowds))
    for case in rounds[first][0]:
        medians = {n: statistics.median(found[case] for found in rounds[n]) for n in rounds}
        # Round by round, each against the first crowd's of the same round.
        ratios = {
            n: statistics.median(a[case] / b[case] for a, b in zip(rounds[n], rounds[first], strict=True))
            for n in rounds
        }
        limit = LIMIT_PUBLIC if case in PUBLIC else LIMIT_ADMIN
        line = f"{case:24}"
        for crowd in crowds:
            n = crowd.villages
            asked = f"{queries[n][case]:3} q" if case in queries[n] else "     "
            line += f" {medians[n]:6.2f} ms x{ratios[n]:4.2f} {asked}"
        bad = case not in ("control", "kept home") and (
            max(ratios.values()) > limit or len({queries[n].get(case) for n in rounds}) > 1
        )
        if case in PUBLIC:
            bad = bad or max(queries[n][case] for n in rounds) > LIMIT_QUERIES
        over += bad
        print(line + ("   over" if bad else ""))
    return over


def main() -> None:
    """Build what is missing, measure, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--villages", default="1,100,1000")
    options.add_argument("--pages", type=int, default=100, help="of each village")
    options.add_argument("--rounds", type=int, default=25)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "dorpsplein-crowds")
    options.add_argument("--check", action="store_true", help="end with an error where something is over its limit")
    arguments = options.parse_args()
    arguments.keep.mkdir(exist_ok=True)
    numbers = [int(number) for number in arguments.villages.split(",")]
    database_url = os.environ.get("DATABASE_URL", "")
    crowds = [Crowd(number, arguments.pages, arguments.keep, database_url) for number in numbers]
    for crowd in crowds:
        print(f"{crowd.villages:5} villages: {crowd.ready['pages']:,} pages, {crowd.ready['engine']}")
    for _ in range(2):
        queries = {crowd.villages: crowd.ask("queries") for crowd in crowds}
    rounds: dict[int, list[dict[str, float]]] = {number: [] for number in numbers}
    for number in range(arguments.rounds):
        for crowd in crowds if number % 2 else reversed(crowds):
            rounds[crowd.villages].append(crowd.ask("cpu"))
    over = table(crowds, rounds, queries)
    for crowd in crowds:
        crowd.stop()
    if over and arguments.check:
        raise SystemExit(f"{over} over the limit.")


if __name__ == "__main__":
    main()
