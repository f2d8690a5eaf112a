"""The process that bench/villages.py and others ask: builds a crowd where there is none, then answers a word a line."""

import datetime as dt
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from demo.crowd import STEP, copy_village  # noqa: E402
from demo.factories import (  # noqa: E402
    contact_page_of,
    make_article,
    make_edition,
    make_event,
    make_image,
    make_user,
    make_village,
)
from villages.models import User, Village, VillageRole  # noqa: E402
from villages.page_cache import PageCache  # noqa: E402
from villages.scope import every_village, see_nothing_outside_requests  # noqa: E402

HOST = "meetdorp.localhost"
PUBLIC = ("home", "article", "agenda month")
REPEATS = 3  # of a page within a round; the fastest counts


def build(villages: int, pages: int) -> None:
    """Make one village of so many pages the real way, and copy it."""
    village = make_village("Meetdorp", HOST)
    editions = 4
    each = (pages - 8 - editions) // 2
    photo = make_image(village)
    for number in range(editions):
        edition = make_edition(
            village, title=f"Editie {number}", number=number, publication_date=f"2026-0{number + 1}-01"
        )
        for article in range(each // editions):
            make_article(edition, title=f"Artikel {number} {article}", photo=photo, photo_alt="x")
    for number in range(pages - Page.objects.filter(depth__gt=1).count()):
        day = timezone.localdate() + dt.timedelta(days=number % 28)
        make_event(
            village, title=f"Koffie {number}", start_date=day, **({} if number % 10 else {"frequency": "weekly"})
        )
    contact = contact_page_of(village)
    contact.contact_phone, contact.contact_name = "0470 00 00 10", "Ilse"
    contact.save_revision().publish()
    make_user(village, VillageRole.Role.ADMIN)
    make_user(village, VillageRole.Role.FINAL_EDITOR)
    if villages > 1:
        copy_village(village, villages - 1)
        copy_history(villages - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_history(count: int) -> None:
    """Give the copies what `copy_village` leaves out and what grows all the same: revisions, log, entries of the search index."""
    page = ContentType.objects.get_for_model(Page).pk
    tables = (
        ("wagtailcore_revision", "id", "object_id", f"base_content_type_id = {page}"),
        ("wagtailcore_pagelogentry", "id", "page_id", "1 = 1"),
        ("wagtailsearch_indexentry", "id", "object_id", "1 = 1"),
        ("wagtailcore_referenceindex", "id", "object_id", f"base_content_type_id = {page}"),
    )
    for table, key, about, which in tables:
        model = next(m for m in apps.get_models() if m._meta.db_table == table)
        columns = [field.column for field in model._meta.local_concrete_fields if field.column != key]
        for number in range(1, count + 1):
            picked = []
            for column in columns:
                quoted = f'"{column}"'
                if column == about:
                    text = model._meta.get_field(column.removesuffix("_id")) if column == "page_id" else None
                    shifted = f"CAST({quoted} AS bigint) + {number * STEP}"
                    picked.append(shifted if text else f"CAST({shifted} AS varchar)")
                elif column in ("content_path_hash",):
                    picked.append(
                        "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"
                    )
                elif column == "user_id":
                    picked.append("NULL")
                else:
                    picked.append(quoted)
            names = ", ".join(f'"{column}"' for column in columns)
            key_value = f'"{key}" + {number * STEP}'
            if model._meta.pk.get_internal_type() == "UUIDField":
                key_value = "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"
            with connection.cursor() as cursor:
                cursor.execute(
                    f'INSERT INTO {table} ("{key}", {names}) SELECT {key_value}, {", ".join(picked)} FROM {table}'  # noqa: S608
                    f' WHERE {which} AND CAST("{about}" AS bigint) < {STEP}'
                )


def spinning() -> None:
    """Do something that touches no page."""
    total = 0
    for number in range(50_000):
        total += number % 7


class Cases:
    """The pages that are measured, at the village that the others are copies of."""

    def __init__(self) -> None:
        with every_village():
            self.village = Village.objects.get(site__hostname=HOST)
            self.host = self.village.site.hostname
            root = self.village.site.root_page.path
            self.article = Page.objects.filter(path__gte=root, path__lt=root + "zzzz", slug="artikel-3-0").get()
            self.edition = self.article.get_parent()
            user = User.objects.filter(groups__village_role__village=self.village).order_by("pk").last()
        self.visitor, self.editor = Client(headers={"host": self.host}), Client(headers={"host": self.host})
        self.editor.force_login(user)
        self.url = "/" + self.article.url_path.split("/", 2)[2]

    def get(self, client: Client, path: str) -> Callable[[], object]:
        """Give a request that has to work."""

        def asking() -> object:
            response = client.get(path)
            assert response.status_code == 200, (path, response.status_code, response.headers.get("Location"))
            return response

        return asking

    def publish(self) -> None:
        """Press "Publish" on the article's form as it stands."""
        path = f"/admin/pages/{self.article.pk}/edit/"
        if not hasattr(self, "form"):
            from tests.isolation.probe import Answer, forms_in

            answer = Answer(200, self.editor.get(path).content, True, "", False, [], [])
            form = next(form for form in forms_in(answer) if "title" in form.fields)
            self.form = {**form.fields, "action-publish": "1"}
        response = self.editor.post(path, self.form)
        assert response.status_code == 302, response.status_code

    def all(self) -> dict[str, Callable[[], object]]:
        """Give every case by its name."""
        return {
            "control": spinning,
            "home": self.get(self.visitor, "/"),
            "article": self.get(self.visitor, self.url),
            "agenda month": self.get(self.visitor, f"/agenda/maand/{timezone.localdate():%Y-%m}/"),
            "search": self.get(self.visitor, "/zoeken/?q=koffie"),
            "sitemap": self.get(self.visitor, "/sitemap.xml"),
            "dashboard": self.get(self.editor, "/admin/"),
            "explorer": self.get(self.editor, f"/admin/pages/{self.edition.pk}/"),
            "editor": self.get(self.editor, f"/admin/pages/{self.article.pk}/edit/"),
            "chooser": self.get(self.editor, f"/admin/choose-page/{self.edition.pk}/"),
            "chooser search": self.get(self.editor, "/admin/choose-page/search/?q=artikel"),
            "publish": self.publish,
        }


def kept_home(host: str) -> Callable[[], None]:
    """Give what a visitor's request costs whose page is kept: through the WSGI application, no test client between."""
    from config.wsgi import application

    assert isinstance(application, PageCache)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "HTTP_HOST": host,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "HTTP_ACCEPT_ENCODING": "gzip",
    }
    said: list[str] = []

    def asking() -> None:
        b"".join(
            application(
                {**environ, "wsgi.input": io.BytesIO()}, lambda status, headers, *_: said.append(f"{status} {headers}")
            )
        )

    asking()
    asking()
    assert "hit" in said[-1], said
    return asking


def main() -> None:
    """Build, then answer line by line until the input ends."""
    villages, pages = int(sys.argv[1]), int(sys.argv[2])
    made = settings.VAR / "made"
    if not made.exists():
        settings.VAR.mkdir(parents=True, exist_ok=True)
        if connection.vendor == "postgresql":
            fresh_database()
    call_command("migrate", verbosity=0)
    if not made.exists():
        build(villages, pages)
        made.write_text("")
    with every_village():
        total = Page.objects.count() - 1
        assert Site.objects.count() >= villages
    see_nothing_outside_requests()
    cases = Cases()
    for _ in range(3):
        for case in cases.all().values():
            case()
    print(json.dumps({"pages": total, "engine": connection.vendor}), flush=True)
    for line in sys.stdin:
        print(
            json.dumps(count(cases) if line.strip() == "queries" else measure(cases, line.strip() == "public")),
            flush=True,
        )


def count(cases: Cases) -> dict[str, int]:
    """Count the queries of each case."""
    found = {}
    for name, case in cases.all().items():
        with CaptureQueriesContext(connection) as captured:
            case()
            found[name] = len(captured)
    return found


def cpu_ms() -> float:
    """Give the CPU that this process has used, and PostgreSQL's process for its connection, in milliseconds (Linux)."""
    spent = time.process_time() * 1000
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        spent += int(stat.read_text().split()[0]) / 1_000_000  # nanoseconds, proc(5)
    return spent


def measure(cases: Cases, public: bool) -> dict[str, float]:
    """Measure each case, or only the pages for visitors: milliseconds of CPU."""
    found = {}
    for name, case in cases.all().items():
        if public and name not in PUBLIC:
            continue
        best = float("inf")
        for _ in range(REPEATS):
            began = cpu_ms()
            case()
            best = min(best, cpu_ms() - began)
        found[name] = best
    asking = kept_home(cases.host)  # what was published in between made the kept page old
    began = cpu_ms()
    for _ in range(100):
        asking()
    found["kept home"] = (cpu_ms() - began) / 100
    return found


def fresh_database() -> None:
    """Make the PostgreSQL database of this crowd, in place of one that was half made."""
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 LOCALE 'C.UTF-8' ENCODING 'UTF8'")


if __name__ == "__main__":
    main()
