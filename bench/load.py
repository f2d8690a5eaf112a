"""300 residents at once for 3 minutes, from this machine's own memory: no error, and 99 of 100 answers within 250 ms.

Each resident has a line of his own, reads a page, thinks for some seconds, and reads another one. They are threads of one
process that shares the processors with the server, so that the figures are worse than a network would show. With nginx
installed (`--nginx`) a proxy stands in front, as docs/ describes it.

    python bench/load.py
"""

import argparse
import random
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from serving import PATHS, free_port, get, gunicorn, make_crowd

LIMIT_MS, RESIDENTS, SECONDS = 250, 300, 180
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; worker_processes 2;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream villages {{ server 127.0.0.1:{behind}; keepalive 64; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://villages; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Host $http_host;
    }}
  }}
}}
"""


@contextmanager
def nginx(behind: int) -> Iterator[int]:
    """Put nginx in front of a port; gives its own."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        config = Path(folder) / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, behind=behind, port=port))
        process = subprocess.Popen(["nginx", "-c", str(config)])
        time.sleep(1)
        try:
            yield port
        finally:
            process.terminate()
            process.wait(10)


def resident(number: int, port: int, hosts: list[str], until: float, think: float, seen: list, errors: Counter) -> None:
    """Read pages until the time is over."""
    chance = random.Random(number)  # noqa: S311  (a resident's taste)
    time.sleep(chance.random() * think)
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    host = hosts[number % len(hosts)]
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            status = get(port, host, chance.choice(PATHS), line)
            if status != 200:
                errors[status] += 1
        except OSError as error:
            errors[type(error).__name__] += 1
            line = HTTPConnection("127.0.0.1", port, timeout=30)
        seen.append((time.monotonic() - began) * 1000)
        time.sleep(think * (0.5 + chance.random()))


def main() -> None:
    """Serve, let residents read, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "dorpsplein-crowds")
    options.add_argument("--seconds", type=int, default=SECONDS)
    options.add_argument("--residents", type=int, default=RESIDENTS)
    options.add_argument("--think", type=float, default=3.0, help="seconds between two pages, on average")
    options.add_argument("--nginx", action="store_true")
    arguments = options.parse_args()
    folder = arguments.keep / "sqlite-100"
    hosts, port = make_crowd(folder, 100), free_port()
    seen: list[float] = []
    errors: Counter = Counter()
    with gunicorn(folder, port, workers=2, threads=160):
        for host in hosts:
            for path in PATHS * 2:  # so that each worker keeps them
                get(port, host, path)
        front = nginx(port) if arguments.nginx else None
        asked = front.__enter__() if front else port
        until = time.monotonic() + arguments.seconds
        threads = [
            threading.Thread(target=resident, args=(n, asked, hosts, until, arguments.think, seen, errors))
            for n in range(arguments.residents)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if front:
            front.__exit__(None, None, None)
    seen.sort()
    p50, p99 = seen[len(seen) // 2], seen[int(len(seen) * 0.99)]
    print(f"{len(seen):,} pages in {arguments.seconds} s: {len(seen) / arguments.seconds:.0f} a second")
    print(f"{sum(errors.values())} errors {dict(errors) or ''}")
    print(f"half within {p50:.1f} ms, 99 of 100 within {p99:.1f} ms: x{p99 / LIMIT_MS:.2f} of the limit")
    if errors or p99 > LIMIT_MS:
        raise SystemExit("over the limit")


if __name__ == "__main__":
    main()
