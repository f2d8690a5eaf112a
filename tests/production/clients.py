"""Those who write to the site while its processes are killed: each is a final editor and a resident at once."""

import io
import time
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import requests
import urllib3
from django.core import signing
from PIL import Image
from requests.adapters import HTTPAdapter

from tests.production.running import HOST, PASSWORD

if TYPE_CHECKING:
    from tests.production.killing import Storm


class Client:
    """One of the clients: a final editor and a resident at once, from a network of its own."""

    def __init__(self, storm: "Storm", number: int, work: Iterator[tuple[int, str]], lock: Any) -> None:
        self.storm, self.number, self.work, self.lock = storm, number, work, lock
        self.base = f"https://{storm.site.address}"
        self.session = requests.Session()
        self.session.verify = self.session.trust_env = False
        self.session.headers.update({"Host": HOST, "Referer": f"https://{HOST}/"})
        self.session.mount("https://", _From(f"127.{number + 1}.0.1"))

    def run(self) -> None:
        while True:
            with self.lock:
                number, kind = next(self.work, (0, ""))
            if not kind:
                return
            try:
                getattr(self, kind)(number)
            except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
                self.storm.lost[type(error).__name__] += 1

    def _ask(self, path: str, data: dict[str, Any], ok: str, **more: Any) -> bool:
        """Post as the one who is logged in; true where the answer says that it is done."""
        token = self.session.cookies.get("csrftoken", "")
        self.session.headers["X-CSRFToken"] = token
        answer = self.session.post(f"{self.base}{path}", data=data, allow_redirects=False, timeout=60, **more)
        where = answer.headers.get("Location", "")
        if answer.status_code == 302 and "/login/" in where:
            self._log_in()
            return False
        if answer.status_code != 302 or ok not in where:
            self.storm.refused[answer.status_code] += 1
            return False
        return True

    def _log_in(self) -> None:
        self.session.get(f"{self.base}/admin/login/", timeout=60)
        form = {"username": f"redacteur{self.number}", "password": PASSWORD}
        form["csrfmiddlewaretoken"] = self.session.cookies.get("csrftoken", "")
        self.session.post(f"{self.base}/admin/login/", data=form, allow_redirects=False, timeout=60)

    def _as_editor(self) -> None:
        if "sessionid" not in self.session.cookies:
            self._log_in()

    def published(self, number: int) -> None:
        self._as_editor()
        title = f"Bericht {number}"
        form = {"title": title, "slug": f"bericht-{number}", "body-count": "0"}
        form |= {
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
            **self.storm.things.get("form", {}),
        }
        edition = self.storm.things["editions"][0]
        if self._ask(f"/admin/pages/add/dorpskrant/articlepage/{edition}/", form, "/admin/pages/"):
            self.storm.done["published"].append(title)

    def uploaded(self, number: int) -> None:
        self._as_editor()
        title = f"Foto {number}"
        form = {"title": title, "collection": self.storm.things["collection"]}
        if self._ask(
            "/admin/images/add/",
            form,
            "/admin/images/",
            files={"file": (f"{number}.jpg", photo(number), "image/jpeg")},
        ):
            self.storm.done["uploaded"].append(title)

    def sent_in(self, number: int) -> None:
        title = f"Ingezonden {number}"
        form = {
            "title": title,
            "text": "Eerste alinea.",
            "sender_name": "An",
            "sender_email": "an@example.be",
            "stempel": self._stamp(),
        }
        # Each of another network: the limits are not what is tried here.
        resident = requests.Session()
        resident.verify = resident.trust_env = False
        resident.headers.update({"Host": HOST})
        resident.mount("https://", _From(f"127.{100 + number % 100}.{number // 100}.1"))
        address = f"{self.base}/inzenden/artikel/"
        files = {"photos": (f"{number}.jpg", photo(number), "image/jpeg")}
        answer = resident.post(address, data=form, files=files, allow_redirects=False, timeout=60)
        if answer.status_code == 302:
            self.storm.done["sent_in"].append(title)
        else:
            self.storm.refused[answer.status_code] += 1

    def _stamp(self) -> str:
        key, site = self.storm.site.environment["SECRET_KEY"], self.storm.things["site"]
        return signing.dumps([str(uuid.uuid4()), time.time() - 60], key=key, salt=f"ingezonden.stamp.{site}")

    def mailed(self, number: int) -> None:
        self._as_editor()
        with self.lock:
            edition = self.storm.things["editions"].pop()
        if self._ask(f"/admin/nieuwsbrief/{edition}/verzenden/", {}, "/admin/"):
            self.storm.done["mailed"].append(edition)


class _From(HTTPAdapter):
    """Connections from an address of its own, tried anew for each request: a process may just have died."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


def photo(number: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), (number * 37 % 256, number * 91 % 256, 90)).save(made, "JPEG")
    return made.getvalue()
