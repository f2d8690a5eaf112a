"""A page of ours beside a page of Wagtail's bakerydemo and of a stock WordPress, in one run, by CPU per page.

    python bench/others.py --bakerydemo CHECKOUT --bakery-python CHECKOUT/env/bin/python
    python bench/others.py --wordpress http://127.0.0.1:8099/?p=1 --processes php-fpm,mariadbd

Of bakerydemo: its checkout with its own environment and its own content (`manage.py load_initial_data`), home and blog, uncached
as they come, DEBUG off. Of WordPress: Debian's `wordpress`, php-fpm and MariaDB, set up with one post; uncached it is asked as
it is, and what the named processes took is counted; `--wordpress-kept` names where the same post comes from a page cache.
Ours: front page and article of one village of 100 pages (bench/village_worker.py), uncached, and kept.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from villages import Crowd

HERE = Path(__file__).resolve().parent
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
WORDPRESS_PAGES = 40  # per round: the kernel counts in hundredths of a second


def bakery(checkout: Path, python: str, settings: str) -> tuple[str, Callable[[], dict[str, float]]]:
    """Give what bakerydemo is made of, and one round of it."""
    command = [python, str(HERE / "other_worker.py"), settings, "/", "/blog/"]
    environ = {**os.environ, "DJANGO_DEBUG": "False", "SECRET_KEY": "measured", "DJANGO_SECRET_KEY": "measured"}
    process = subprocess.Popen(
        command, cwd=checkout, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None and process.stdout is not None
    says, asks = process.stdout, process.stdin
    line = says.readline()
    if not line:
        raise SystemExit("bakerydemo does not answer")

    def one_round() -> dict[str, float]:
        asks.write("go\n")
        asks.flush()
        found = json.loads(says.readline())
        return {"bakerydemo home": found["/"], "bakerydemo blog": found["/blog/"]}

    return line.strip(), one_round


def cpu_ms(names: list[str]) -> float:
    """Give the CPU that all processes of these names have used so far, in milliseconds (Linux)."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().split("(", 1)[1].rsplit(")", 1)
        except OSError:
            continue
        if any(name.startswith(wanted) for wanted in names):
            fields = rest.split()
            total += sum(int(fields[number]) for number in (11, 12)) * TICK_MS
    return total


def wordpress(url: str, names: list[str]) -> Callable[[], float]:
    """Give one round of a WordPress post: milliseconds per page of the named processes."""
    parts = urlsplit(url)

    def one_round() -> float:
        began = cpu_ms(names)
        for _ in range(WORDPRESS_PAGES):
            line = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=30)
            line.request("GET", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
            answer = line.getresponse()
            body = answer.read()
            assert answer.status == 200 and b"</html>" in body, answer.status
            line.close()
        return (cpu_ms(names) - began) / WORDPRESS_PAGES

    return one_round


def main() -> None:
    """Ask all in turns; print medians and ratios to our article."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bakerydemo", type=Path)
    options.add_argument("--bakery-python", default=sys.executable)
    options.add_argument("--bakery-settings", default="bakerydemo.settings.dev")
    options.add_argument("--wordpress", default="")
    options.add_argument("--wordpress-kept", default="")
    options.add_argument("--processes", default="php-fpm,mariadbd")
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "dorpsplein-crowds")
    arguments = options.parse_args()
    arguments.keep.mkdir(exist_ok=True)
    ours = Crowd(1, 100, arguments.keep, os.environ.get("DATABASE_URL", ""))
    names = arguments.processes.split(",")
    rounds: list[dict[str, float]] = []
    other = None
    if arguments.bakerydemo:
        said, other = bakery(arguments.bakerydemo, arguments.bakery_python, arguments.bakery_settings)
        print("bakerydemo:", said)
    for _ in range(arguments.rounds):
        mine = ours.ask("public")
        found = {f"our {name}": mine[name] for name in ("home", "article", "agenda month", "kept home")}
        if other:
            found |= other()
        if arguments.wordpress:
            found["WordPress post"] = wordpress(arguments.wordpress, names)()
        if arguments.wordpress_kept:
            found["WordPress post, kept"] = wordpress(arguments.wordpress_kept, [*names, "nginx"])()
        rounds.append(found)
    ours.stop()
    for name in rounds[0]:
        median = statistics.median(found[name] for found in rounds)
        ratio = statistics.median(found[name] / found["our article"] for found in rounds)
        print(f"{name:24} {median:7.2f} ms  x{ratio:.2f} of our article")


if __name__ == "__main__":
    main()
