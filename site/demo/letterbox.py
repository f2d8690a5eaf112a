"""What the demo's residents have sent in, which associations are reminded, and who is subscribed."""

import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from ingezonden.models import Association, Kind, Submission, SubmissionPhoto
from nieuwsbrief.models import Subscriber
from villages.models import Village

from .content_files import PHOTO_FOLDER

COPY: list[dict[str, Any]] = [
    {
        "kind": Kind.ARTICLE,
        "sender_name": "Mia Verlinden",
        "sender_phone": "0470 00 00 61",
        "sender_email": "mia.verlinden@example.be",
        "fields": {
            "title": "Wie kent de vrouw op deze foto?",
            "text": "Op zolder vond ik een doos met foto's van de school, rond 1958.\n\nOp één ervan staat een juf met een hond."
            " Mijn moeder denkt dat het juf Paula is, mijn tante zegt van niet. Wie weet het? Bel mij gerust.",
            "photo_caption": "Een hond aan het venster van de school",
            "photo_credit": "Mia Verlinden",
        },
        "photo": "honden-aan-het-venster.jpg",
    },
    {
        "kind": Kind.NOTICE,
        "sender_name": "Karel Smets",
        "sender_phone": "0470 00 00 62",
        "how": "phone",
        "fields": {
            "notice_kind": "married",
            "names": "Hanne Smets en Bram Claes",
            "date": "2026-11-14",
            "place": "het gemeentehuis",
            "text": "Ze dansten tot de kapel niet meer kon.",
            "consent_paper": True,
            "agreed_by": "Hanne Smets",
        },
    },
    {
        "kind": Kind.EVENT,
        "sender_name": "Greet Aerts",
        "sender_email": "greet.aerts@example.be",
        "fields": {
            "title": "Breien bij de kachel",
            "date": "2026-12-10",
            "start_time": "14:00",
            "end_time": "16:30",
            "repeats": "elke donderdag, tot de lente",
            "place": "Bij Greet thuis, achteraan langs de tuin",
            "text": "Wol en naalden liggen klaar. Wie niet kan breien, drinkt koffie.",
            "contact_name": "Greet Aerts",
            "contact_phone": "0470 00 00 63",
        },
    },
]
ASSOCIATIONS = [
    ("Fanfare De Eendracht", "Luc Peeters", "fanfare@example.be"),
    ("Gezinsbond", "Anja Maes", "gezinsbond@example.be"),
    ("Wandelclub", "", "wandelclub@example.be"),
]
SUBSCRIBERS = ["jo@example.be", "rosa@example.be", "samir@example.be"]


def make_letterbox(village: Village) -> None:
    """Fill the village's inbox, its list of associations and its list of subscribers."""
    language = village.languages[0]
    for item in COPY:
        submission = Submission.objects.create(
            site=village.site,
            token=uuid.uuid4(),
            language=language,
            **{name: value for name, value in item.items() if name != "photo"},
        )
        if "photo" in item:
            data = (PHOTO_FOLDER / item["photo"]).read_bytes()
            SubmissionPhoto.objects.create(submission=submission, file=ContentFile(data, name=item["photo"]))
    for name, contact, email in ASSOCIATIONS:
        Association.objects.create(site=village.site, name=name, contact_name=contact, email=email)
    for email in SUBSCRIBERS:
        Subscriber.objects.create(
            site=village.site, email=email, language=language, agenda=True, confirmed_at=timezone.now()
        )
