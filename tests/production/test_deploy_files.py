"""The files that the hosting guides hand out are what the Procfile says and what nginx takes."""

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from villages.certificates import ASKED

DEPLOY: Path = settings.ROOT / "docs" / "deploy"


def unit(name):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(DEPLOY / f"dorpsplein-{name}.service", encoding="utf-8")
    return parser


def procfile(name):
    lines = (settings.ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    line = next(line.partition(":")[2].strip() for line in lines if line.startswith(f"{name}:"))
    line = line.replace("0.0.0.0:${PORT:-8000}", "127.0.0.1:8000")
    return re.sub(r"\$\{\w+:-(\w+)\}", r"\1", line)


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_unit_starts_what_the_procfile_does(name):
    service = unit(name)["Service"]
    assert service["ExecStart"].removeprefix("/srv/dorpsplein/.venv/bin/") == procfile(name)
    assert (service["User"], service["Restart"]) == ("dorpsplein", "always")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_takes_the_configuration(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x"]
        + ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")],
        check=True,
        capture_output=True,
    )
    site = (
        (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/letsencrypt/live/dorpsplein", str(tmp_path))
    )
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log;\nevents {{}}\nhttp {{ access_log off;\n{site}\n}}\n"
    )
    done = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)], capture_output=True, text=True
    )
    assert "test is successful" in done.stderr, done.stderr


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_takes_the_configuration(tmp_path):
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr


def test_caddy_asks_where_dorpsplein_answers():
    """Without a question a certificate would be fetched for any name that somebody points here."""
    (asked,) = re.findall(r"^\s*ask http://127\.0\.0\.1:8000(/\S*)$", (DEPLOY / "Caddyfile").read_text(), re.MULTILINE)
    assert asked == ASKED


@pytest.mark.parametrize("guide", ["hosting-vps.md", "hosting-paas.md"])
def test_a_guide_names_variables_and_files_that_exist(guide):
    text = (settings.ROOT / "docs" / guide).read_text(encoding="utf-8")
    readme = (settings.ROOT / "README.md").read_text(encoding="utf-8") + "DJANGO_SETTINGS_MODULE WEB_CONCURRENCY"
    for name in re.findall(r"\b[A-Z][A-Z0-9]+_[A-Z_0-9]*[A-Z0-9]\b", text):
        assert name in readme, name
    for name in re.findall(r"`([\w-]+\.(?:service|conf)|Caddyfile)`", text):
        assert (DEPLOY / name).exists(), name
