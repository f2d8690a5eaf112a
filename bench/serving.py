"""What bench/load.py and bench/memory.py share: gunicorn over a crowd of villages (bench/village_worker.py), on loopback only."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATHS = ("/", "/agenda/", "/dorpskrant/", "/dorpskrant/editie-3/", "/dorpskrant/editie-3/artikel-3-0/", "/contact/")


def environ(folder: Path) -> dict[str, str]:
    """Give the environment of a process over the crowd in a folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DEBUG": "0",
        "DORPSPLEIN_VAR": str(folder),
    }


def make_crowd(folder: Path, villages: int, pages: int = 100) -> list[str]:
    """Build a crowd where there is none; gives the villages' hosts."""
    command = [sys.executable, str(ROOT / "bench" / "village_worker.py"), str(villages), str(pages)]
    subprocess.run(command, env=environ(folder), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return ["meetdorp.localhost", *(f"kopie-{number}.localhost" for number in range(1, villages))]


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def gunicorn(folder: Path, port: int, workers: int, threads: int) -> Iterator[subprocess.Popen]:
    """Serve the crowd as the Procfile does, with so many workers and threads."""
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", "site", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads), "--timeout", "60"]
    command += ["--keep-alive", "75", "--log-level", "warning", "config.wsgi"]
    process = subprocess.Popen(command, env=environ(folder), cwd=ROOT)
    try:
        for _ in range(600):
            try:
                get(port, "meetdorp.localhost", "/")
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def get(port: int, host: str, path: str, connection: HTTPConnection | None = None) -> int:
    """Ask for a page as a browser does, read it whole; gives the status."""
    line = connection or HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers={"Host": host, "Accept-Encoding": "gzip"})
    response = line.getresponse()
    response.read()
    if connection is None:
        line.close()
    return response.status


def children(process: subprocess.Popen) -> list[int]:
    """Give the process ids of a server's workers (Linux)."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def resident_mb(pid: int) -> float:
    """Give the resident memory of a process in megabytes (10^6 bytes), what it shares with others counted in full."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    raise SystemExit(f"Process {pid} is gone.")
