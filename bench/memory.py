"""The memory of a web process: after 10,000 requests over 100 villages under 180 MB, and flat from then on.

Half of the requests ask for pages that are not kept (a search for other words each time), so that rendering counts too.

    python bench/memory.py
"""

import argparse
import tempfile
from http.client import HTTPConnection
from pathlib import Path

from serving import PATHS, children, free_port, get, gunicorn, make_crowd, resident_mb

LIMIT_MB, LIMIT_GROWTH = 180, 1.02
REQUESTS, AFTER = 10_000, 5_000


def ask(port: int, hosts: list[str], numbers: range) -> None:
    """Ask so many times, villages and pages in turn."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    for number in numbers:
        host = hosts[number % len(hosts)]
        path = PATHS[number // len(hosts) % len(PATHS)] if number % 2 else f"/zoeken/?q=koffie{number}"
        status = get(port, host, path, line)
        assert status == 200, (host, path, status)


def main() -> None:
    """Serve, ask, look."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "dorpsplein-crowds")
    arguments = options.parse_args()
    folder = arguments.keep / "sqlite-100"
    hosts, port = make_crowd(folder, 100), free_port()
    with gunicorn(folder, port, workers=1, threads=4) as server:
        (worker,) = children(server)
        print(f"at the start: {resident_mb(worker):.0f} MB")
        ask(port, hosts, range(REQUESTS))
        first = resident_mb(worker)
        print(
            f"after {REQUESTS:,} requests over {len(hosts)} villages: {first:.0f} MB, x{first / LIMIT_MB:.2f} of the limit"
        )
        ask(port, hosts, range(REQUESTS, REQUESTS + AFTER))
        second = resident_mb(worker)
        print(f"after {AFTER:,} more: {second:.0f} MB, x{second / first:.3f} (limit x{LIMIT_GROWTH})")
    if first > LIMIT_MB or second / first > LIMIT_GROWTH:
        raise SystemExit("over the limit")


if __name__ == "__main__":
    main()
