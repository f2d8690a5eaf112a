"""A page of ours beside a page of Wagtail's bakerydemo and of a stock WordPress, in one run, by CPU per page.

    python bench/others.py --bakerydemo CHECKOUT --bakery-python CHECKOUT/env/bin/python
    python bench/others.py --wordpress http://127.0.0.1:8099/?p=1 --processes php-fpm,mariadbd

Of bakerydemo: its checkout with its own environment and its own content (`manage.py load_initial_data`), home and blog, uncached
as they come, DEBUG off. Of WordPress: Debian's `wordpress`, php-fpm and MariaDB, set up with one post; uncached it is asked as
it is, and what the named processes took is counted. `--wordpress-kept` names where the same post is kept by WordPress's own hook
for it (`WP_CACHE` and a `wp-content/advanced-cache.php` that hands out a file), with nginx compressing it; ours is then
asked in the same way, kept, by gunicorn behind nginx, and all processes are counted, nginx too.
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
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from load import nginx
from serving import PATHS, children, free_port, gunicorn

from villages import Crowd

HERE = Path(__file__).resolve().parent
HOST, ARTICLE = "meetdorp.localhost", PATHS[4]
WORDPRESS_PAGES, KEPT_PAGES = 20, 500  # of a round


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


def running(*names: str) -> set[int]:
    """Give the process ids of all processes whose names begin so (Linux)."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if stat.read_text().split("(", 1)[1].startswith(names):
                found.add(int(stat.parent.name))
    return found


def cpu_ms(pids: Iterable[int]) -> float:
    """Give the CPU that these processes have used so far, in milliseconds (nanoseconds in schedstat, proc(5))."""
    total = 0
    for pid in pids:
        for stat in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(stat.read_text().split()[0])
    return total / 1_000_000


def served(url: str, pids: Iterable[int], number: int, host: str = "") -> float:
    """Ask for a page over one line, as a browser does; gives milliseconds of those processes per page."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=30)
    headers = {"Host": host or parts.netloc, "Accept-Encoding": "gzip"}
    began = cpu_ms(pids)
    for _ in range(number):
        line.request("GET", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", headers=headers)
        answer = line.getresponse()
        body = answer.read()
        assert answer.status == 200 and body, answer.status
    line.close()
    return (cpu_ms(pids) - began) / number


@contextmanager
def ours_served(folder: Path) -> Iterator[Callable[[], float]]:
    """Serve the village of that folder as production does; gives one round of an article that is kept."""
    port, theirs = free_port(), running("nginx")
    with gunicorn(folder, port, workers=1, threads=4) as process, nginx(port) as front:
        pids = {*children(process), *running("nginx")} - theirs
        url = f"http://127.0.0.1:{front}{ARTICLE}"
        served(url, pids, 10, HOST)
        yield lambda: served(url, pids, KEPT_PAGES, HOST)


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
    theirs = running(*arguments.processes.split(","))
    compressing = theirs | running("nginx")
    stack = ExitStack()
    kept = stack.enter_context(ours_served(arguments.keep / "sqlite-1")) if arguments.wordpress_kept else None
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
            found["WordPress post"] = served(arguments.wordpress, theirs, WORDPRESS_PAGES)
        if kept:
            found["our article, kept, served"] = kept()
            found["WordPress post, kept, served"] = served(arguments.wordpress_kept, compressing, KEPT_PAGES)
        rounds.append(found)
    ours.stop()
    stack.close()
    for name in rounds[0]:
        median = statistics.median(found[name] for found in rounds)
        ratio = statistics.median(found[name] / found["our article"] for found in rounds)
        print(f"{name:28} {median:7.2f} ms  x{ratio:.2f} of our article")


if __name__ == "__main__":
    main()
