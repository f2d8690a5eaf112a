"""What the tests of copy that comes in share."""

import io
import time
import uuid
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from demo.factories import make_user
from ingezonden.models import Kind, Submission
from ingezonden.stamps import SALT
from villages.models import VillageRole


def stamp_of(village: Any, *, age_seconds: float = 60) -> str:
    return signing.dumps([str(uuid.uuid4()), time.time() - age_seconds], salt=f"{SALT}.{village.pk}")


def jpeg(name: str = "feest.jpg", size: tuple[int, int] = (640, 480), **save: Any) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#7a8f6a").save(buffer, "JPEG", **save)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


ARTICLE = {
    "title": "Het feest in de Kerkstraat",
    "text": "Eerste alinea.\n\nTweede & laatste alinea.",
    "photo_caption": "De straat vol lichtjes",
    "photo_credit": "Jos Maes",
    "sender_name": "An Wouters",
    "sender_phone": "0470 00 00 01",
    "sender_email": "an@example.be",
}
NOTICE = {
    "notice_kind": "born",
    "names": "Yara Haddad",
    "date": "2026-10-02",
    "place": "Diest",
    "text": "Ze heeft al veel haar.",
    "consent_paper": "on",
    "agreed_by": "Lina Haddad, moeder",
    "sender_name": "Lina Haddad",
    "sender_email": "lina@example.be",
}
EVENT = {
    "title": "Koffie op woensdag",
    "date": "2026-12-02",
    "start_time": "15:00",
    "end_time": "17:00",
    "repeats": "om de twee weken",
    "place": "Zaal De Linde",
    "text": "Voor iedereen.",
    "contact_name": "Rita Claes",
    "contact_phone": "0470 00 00 12",
    "sender_name": "Rita Claes",
    "sender_phone": "0470 00 00 12",
}
ADVERT = {
    "business": "Bakkerij Peeters",
    "size": "1/4",
    "editions": "2",
    "sender_name": "Jan",
    "sender_phone": "0470000013",
}
FILLED = {"artikel": ARTICLE, "familiebericht": NOTICE, "activiteit": EVENT, "advertentie": ADVERT}


@pytest.fixture
def send(visit: Any) -> Any:
    """Fill in a village's form and send it."""

    def post(village: Any, kind: str, *, client: Any = None, stamp: str | None = None, **more: Any) -> Any:
        data = {**FILLED[kind], **more, "stempel": stamp_of(village) if stamp is None else stamp}
        return (client or visit(village)).post(f"/inzenden/{kind}/", data)

    return post


def submission_of(village: Any, kind: str, **more: Any) -> Submission:
    """Give something that came in, as the form stores it."""
    from ingezonden.forms import FORMS

    form = FORMS[kind](data=FILLED[kind])
    assert form.is_valid(), form.errors
    return form.save(village.pk, uuid.uuid4(), **more)


__all__ = ["FILLED", "Kind", "jpeg", "send", "stamp_of", "submission_of"]


@pytest.fixture
def final_editor(lindehoek: Any, visit: Any) -> Any:
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))
