"""An S3-compatible server (moto's server mode) that answers while tests run."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

KEYS = {"access_key": "test", "secret_key": "test", "region_name": "eu-west-1"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Buckets:
    """The server, that can be stopped and started: what is in it is lost then, as moto keeps it in memory."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{self.url}/moto-api/data.json", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("moto's server does not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def make(self, name: str) -> None:
        boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=KEYS["access_key"],
            aws_secret_access_key=KEYS["secret_key"],
            region_name=KEYS["region_name"],
        ).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]})


@pytest.fixture(scope="session")
def buckets() -> Iterator[Buckets]:
    server = Buckets()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(buckets: Buckets, settings: Any, request: Any, tmp_path: Any) -> str:
    """Uploads, papers and archives in a bucket of this test's own; nothing of them on this machine's disk."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**9}"
    buckets.make(name)
    options = {"bucket_name": name, "endpoint_url": buckets.url, **KEYS}
    settings.VAR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        **{
            alias: {"BACKEND": "core.bucket.BucketStorage", "OPTIONS": {**options, "location": location}}
            for alias, location in (("default", "media"), ("shelf", "press"), ("exports", "exports"))
        },
    }
    return name
