"""The real servers that a grown site stands on, each started for tests on ports of its own."""

import contextlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import boto3

KEYS = {"access_key": "test", "secret_key": "test", "region_name": "eu-west-1"}
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def free_port() -> int:
    """Give a port that nobody has. It is used later, so it is none of those that Linux gives to whoever calls somebody."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def wait_until(ready: Callable[[], object], seconds: float = 30.0, what: str = "it") -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {seconds:.0f} seconds")


def answers(port: int, address: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0


class Postgres:
    """A cluster of its own, in the C.UTF-8 locale. PostgreSQL refuses to run as root: then Debian's user has it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="dorpsplein-pg-"))
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.become: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "dorp", "--locale=C.UTF-8", "-E", "UTF8")

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.become, str(self.programs / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder}"
        log = str(self.folder / "log")
        subprocess.run(
            [*self.become, str(self.programs / "pg_ctl"), "-D", self.data, "-o", options, "-w", "-l", log, "start"],
            check=True,
            cwd=self.folder,
            **QUIET,
        )

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")

    def make(self, name: str) -> str:
        subprocess.run([*self._client("createdb"), name], check=True, **QUIET)
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgres://dorp@127.0.0.1:{self.port}/{name}"

    def _client(self, program: str) -> list[str]:
        return [str(self.programs / program), "-h", "127.0.0.1", "-p", str(self.port), "-U", "dorp"]

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis:
    """Redis without a disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(command, cwd=tempfile.gettempdir(), **QUIET)
        wait_until(lambda: answers(self.port), what="Redis answering")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)


class Buckets:
    """An S3-compatible server (moto's); what is in it is in its memory. `pause` has it hang, as a network does that is gone."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(command, **QUIET)
        address = f"{self.url}/moto-api/data.json"
        wait_until(lambda: urllib.request.urlopen(address, timeout=2).close() or True, what="moto's server answering")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def make(self, name: str) -> None:
        boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEYS["access_key"],
            aws_secret_access_key=KEYS["secret_key"],
            region_name=KEYS["region_name"],
        ).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]})
