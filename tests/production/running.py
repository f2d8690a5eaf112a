"""A whole site as it runs in production: the Procfile's own lines, behind nginx with TLS, small or grown."""

import http.client
import json
import os
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tests.production.servers import KEYS, QUIET, Buckets, Postgres, Redis, answers, free_port, wait_until

HOST, PLATFORM = "lindehoek.example.be", "dorpen.example.be"
PASSWORD = "een-lang-wachtwoord"
WEB = 2
# As root: pytest's own folders are closed to others, and another run of pytest closes them again.
NGINX = """
user root; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off; client_max_body_size 32m; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    upstream dorpsplein {{ {upstreams} }}
    server {{
        listen {address}:443 ssl;
        ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
        location / {{
            proxy_pass http://dorpsplein;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_next_upstream error timeout;
        }}
    }}
}}
"""
FOUND = """
from demo.factories import *
from villages.models import Village, VillageRole
village = make_village("Lindehoek", "{host}", port=443)
make_user(village, VillageRole.Role.FINAL_EDITOR, "rita", password="{password}")
edition = make_edition(village)
make_article(edition, title="De eerste steen", photo=make_image(village), photo_alt="Een steen")
make_event(village, title="Koffie met taart")
audio = make_audio(village)
import json
print(json.dumps({{"edition": edition.pk, "audio": audio.file.url}}))
"""


def _line(process: str) -> str:
    lines = (settings.ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(f"{process}:"))


def _seed(kind: str) -> Path:
    from tests.conftest import _migrated_copy  # which needs Django to be set up

    return _migrated_copy().with_suffix(f".released.{kind}")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kept(self) -> bool:
        return self.headers.get("cache-status", "").endswith("hit")


@dataclass
class Running:
    """One site. `address` is a loopback address of its own, so that it has the real port 443."""

    folder: Path
    environment: dict[str, str]
    separate_disks: bool = False
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    address: str = ""

    def __post_init__(self) -> None:
        number = os.getpid()
        self.address = f"127.{10 + number % 200}.{number // 200 % 250}.{1 + free_port() % 250}"
        self.ports = {f"web{number}": free_port() for number in range(1, WEB + 1)}

    # Starting and stopping ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Release, then all processes."""
        self.seed()
        self.run_line("release")
        self.keep_seed()
        for name in self.ports:
            self.start_process(name)
        self.start_process("worker")
        self._start_nginx()
        for name in self.ports:
            self.wait_for(name)

    def seed(self) -> None:
        """Begin with a database that a release migrated before, where one is kept: the release finds little left to do."""
        url = self.environment.get("DATABASE_URL", "")
        kept = _seed("sql" if url else "sqlite3")
        if not kept.exists():
            return
        if url:
            subprocess.run(["psql", "-q", "-f", str(kept), url], check=True, **QUIET)
        else:
            (self.folder / "var").mkdir(exist_ok=True)
            shutil.copy(kept, self.folder / "var" / "dorpsplein.sqlite3")

    def keep_seed(self) -> None:
        url = self.environment.get("DATABASE_URL", "")
        kept = _seed("sql" if url else "sqlite3")
        half = kept.with_suffix(f".{os.getpid()}")
        if kept.exists():
            return
        if url:
            program = max(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
            subprocess.run([str(program), "--no-owner", "-f", str(half), url], check=True, **QUIET)
        else:
            with sqlite3.connect(self.folder / "var" / "dorpsplein.sqlite3") as database:
                database.execute("VACUUM INTO ?", [str(half)])
        half.replace(kept)

    def environment_of(self, name: str) -> dict[str, str]:
        own = {"PORT": str(self.ports.get(name, 0)), "WEB_CONCURRENCY": "1"}
        var = self.folder / (name if self.separate_disks else "var")
        return {**self.environment, **own, "DORPSPLEIN_VAR": str(var)}

    def start_process(self, name: str, *, again: bool = False) -> None:
        """Start `web1`, `web2` or `worker` as the Procfile says; in a session of its own, to be killed as a whole."""
        line = _line(name.rstrip("12"))
        if self.separate_disks and name.startswith("web") and not again:
            # What the release collected is part of what a platform starts everywhere.
            shutil.copytree(self.folder / "release" / "static", self.folder / name / "static", copy_function=os.link)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                ["/bin/sh", "-c", f"exec {line}"],
                cwd=settings.ROOT,
                env=self.environment_of(name),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_for(self, name: str, seconds: float = 60) -> None:
        wait_until(lambda: answers(self.ports[name]), seconds, f"{name} answering")
        wait_until(lambda: self.ask_process(name, "/gezond/leeft/").status == 200, seconds, f"{name} being alive")

    def kill(self, name: str) -> None:
        """End a process and all that it started, as a power cut would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def _start_nginx(self) -> None:
        subject = f"/CN={HOST}"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject]
            + ["-keyout", str(self.folder / "key.pem"), "-out", str(self.folder / "cert.pem")],
            check=True,
            **QUIET,
        )
        upstreams = " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in self.ports.values())
        config = self.folder / "nginx.conf"
        config.write_text(NGINX.format(folder=self.folder, upstreams=upstreams, address=self.address))
        self.processes["nginx"] = subprocess.Popen(
            ["nginx", "-c", str(config), "-p", str(self.folder)], start_new_session=True, **QUIET
        )
        wait_until(lambda: answers(443, self.address), what="nginx answering")

    # Commands ----------------------------------------------------------------------------------------------------------

    def run_line(self, name: str) -> str:
        return self._run(["/bin/sh", "-c", _line(name)], name)

    def run(self, *arguments: str, name: str = "worker") -> str:
        return self._run([sys.executable, "manage.py", *arguments], name)

    def _run(self, command: list[str], name: str) -> str:
        done = subprocess.run(
            command, cwd=settings.ROOT, env=self.environment_of(name), capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def python(self, text: str) -> str:
        """Run Python with the site's own settings, all villages in sight; gives what it prints."""
        return self.run("shell", "--verbosity", "0", "-c", text)

    def found(self) -> dict[str, object]:
        """Make a village with a little of everything."""
        said = self.python(FOUND.format(host=HOST, password=PASSWORD))
        return dict(json.loads(said.strip().splitlines()[-1]))

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    # Asking ------------------------------------------------------------------------------------------------------------

    def get(self, path: str, host: str = HOST, **headers: str) -> Answer:
        """Ask through nginx, over TLS."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(self.address, 443, timeout=30, context=context)
        return _asked(connection, path, {"Host": host, **headers})

    def ask_process(self, name: str, path: str, host: str = HOST) -> Answer:
        """Ask one process, as nginx does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[name], timeout=30)
        return _asked(connection, path, {"Host": host, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})


def _asked(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> Answer:
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


def small(folder: Path, **more: str) -> Running:
    """One machine: SQLite, files on disk, and tasks in threads of the web processes."""
    return Running(folder, {**_base(), **more})


def grown(folder: Path, postgres: Postgres, redis: Redis, buckets: Buckets, **more: str) -> Running:
    """PostgreSQL, Redis, a bucket and a worker; no process sees another's disk."""
    name = f"dorp{time.time_ns()}"
    buckets.make(name)
    environment = {
        **_base(),
        "DATABASE_URL": postgres.make(name),
        "REDIS_URL": redis.url,
        "S3_BUCKET": name,
        "S3_ENDPOINT": buckets.url,
        "S3_REGION": KEYS["region_name"],
        "S3_ACCESS_KEY": KEYS["access_key"],
        "S3_SECRET_KEY": KEYS["secret_key"],
        **more,
    }
    return Running(folder, environment, separate_disks=True)


def _base() -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "PLATFORM_HOSTS": PLATFORM,
        "PLATFORM_URL": f"https://{PLATFORM}",
        "TRUSTED_PROXIES": "1",
        "SECOND_STEP_REQUIRED": "keeper",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
