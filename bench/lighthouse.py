"""What Lighthouse says of a village's pages on a phone, served as in production: four scores, weight, requests, shifts.

    bin/serve once, so that the demo villages are there; then
    .venv/bin/python bench/lighthouse.py [address …]

Serves `var/` by gunicorn with the production settings, collected and compressed files, but without the redirect to https, and
measures with Debian's Chromium and Lighthouse's own phone (a slow processor, slow 4G). Weights are what goes over the line, with
headers (HTTP/1.1). Performance depends on the machine's mood: the median of three runs, `RUNS` for another number. `LIGHTHOUSE`
names the program where it is not on the path (npm install lighthouse). Leaves with 1 when a score is below 100, something moved,
or the front page weighs 60 KB without photos or takes 25 requests.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess  # noqa: S404 - a server and a measuring program, with fixed arguments
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("DORPSPLEIN_VAR", ROOT / "var"))
HOST = "lindehoek.localhost"
PAGES = (
    "/",
    "/dorpskrant/winter-2026/mariette-bezorgt-het-lindeblad/",
    "/agenda/",
    "/fietsroutes/van-de-linde-tot-de-klok/",
)
KINDS = ("performance", "accessibility", "best-practices", "seo")
MOST_BYTES, MOST_REQUESTS = 60 * 1024, 25  # of the front page, without photos
CHROME_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)


SETTINGS = "from config.settings.production import *\nSECURE_SSL_REDIRECT = False\n"


def production(folder: Path) -> dict[str, str]:
    """Give the environment of a production server that keeps its files where the demo does and speaks http."""
    (folder / "measured.py").write_text(SETTINGS, encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "measured",
        "DORPSPLEIN_VAR": str(VAR),
        "SECRET_KEY": "for-measuring-only",
        "PLATFORM_HOSTS": "localhost",
        "PLATFORM_URL": "http://localhost",
    }


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def serve(port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Collect the static files and start gunicorn; give it once it answers.

    Raises:
        SystemExit: it does not answer within 30 seconds.
    """
    python = sys.executable
    for command in (["compile_catalogues"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([python, "manage.py", *command], cwd=ROOT, env=env, check=True)  # noqa: S603
    gunicorn = [python, "-m", "gunicorn", "--pythonpath", "site", "--worker-class", "gthread", "--threads", "4"]
    quiet = ["--log-level", "warning", "--access-logfile", "/dev/null", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*gunicorn, *quiet, "config.wsgi"], cwd=ROOT, env=env)  # noqa: S603
    for _try in range(60):
        try:
            ask(port, "/robots.txt")
        except OSError:
            time.sleep(0.5)
        else:
            return server
    server.terminate()
    raise SystemExit("The server does not answer.")


def ask(port: int, path: str) -> None:
    """Ask for a page once."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": f"{HOST}:{port}"})
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        answer.read()


def measure(port: int, path: str, folder: Path) -> dict[str, Any]:
    """Give Lighthouse's report of a page."""
    program = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not program:
        raise SystemExit(
            "Lighthouse is not installed: npm install lighthouse, and LIGHTHOUSE=node_modules/.bin/lighthouse"
        )
    report = folder / "report.json"
    command = [program, f"http://{HOST}:{port}{path}", "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(KINDS)}", f"--chrome-flags={CHROME_FLAGS}"]
    env = {**os.environ, "CHROME_PATH": os.environ.get("CHROME_PATH", "/usr/bin/chromium")}
    for again in (True, True, False):  # Chromium's trace now and then lacks its beginning (NO_NAVSTART)
        if not subprocess.run(command, env=env, check=not again).returncode:  # noqa: S603
            break
    return json.loads(report.read_text(encoding="utf-8"))


def said(report: dict[str, Any]) -> tuple[list[int], int, int, float]:
    """Give the four scores, the bytes without photos, the requests, and how far things moved."""
    scores = [round(100 * (report["categories"][kind]["score"] or 0)) for kind in KINDS]
    requests = report["audits"]["network-requests"]["details"]["items"]
    text = sum(
        item["transferSize"]
        for item in requests
        if not item["mimeType"].startswith("image/") or "svg" in item["mimeType"]
    )
    return scores, text, len(requests), report["audits"]["cumulative-layout-shift"]["numericValue"]


def failures(report: dict[str, Any]) -> list[str]:
    """Give the audits that cost points, in Lighthouse's words."""
    lost = []
    for kind in KINDS:
        for ref in report["categories"][kind]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                lost.append(f"{kind}: {audit['title']} ({audit.get('displayValue', audit['score'])})")
    return lost


def main() -> int:
    """Measure, print, and say whether all is well."""
    port, runs, wrong = free_port(), int(os.environ.get("RUNS", "3")), False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = serve(port, production(folder))
        try:
            for path in sys.argv[1:] or PAGES:
                ask(port, path)  # the first visitor makes the small photos; the second is the rule
                reports = sorted(
                    (measure(port, path, folder) for _run in range(runs)), key=lambda report: said(report)[0]
                )
                report = reports[runs // 2]
                scores, size, requests, moved = said(report)
                weight = f"{size / 1024:5.1f} KB  {requests:2} requests  moved {moved:.3f}"
                print(f"{'/'.join(map(str, scores)):>16}  {weight}  {path}", flush=True)
                for line in failures(report) if min(scores) < 100 else ():
                    print(f"{'':18}{line}")
                wrong |= min(scores) < 100 or moved > 0
                wrong |= path == "/" and (size >= MOST_BYTES or requests >= MOST_REQUESTS)
        finally:
            server.terminate()
            server.wait()
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
