"""The signed moment at which a form was opened: a form that was never opened, or filled in within a blink, is no person's."""

import time
import uuid
from dataclasses import dataclass

from django.core import signing

MIN_SECONDS = 3
MAX_SECONDS = 24 * 3600
SALT = "ingezonden.stamp"


@dataclass(frozen=True)
class Stamp:
    """A form that was handed out: by which village, and its own token."""

    token: uuid.UUID
    age_seconds: float

    @property
    def too_fast(self) -> bool:
        """Whether no person could have filled in the form since."""
        return self.age_seconds < MIN_SECONDS


def new_stamp(site: int) -> str:
    """Give a stamp for a form of this site."""
    return signing.dumps([str(uuid.uuid4()), time.time()], salt=f"{SALT}.{site}")


def read_stamp(text: str, site: int) -> Stamp | None:
    """Give what a stamp says; None for one that is not ours, another village's, or older than a day."""
    try:
        token, moment = signing.loads(text, salt=f"{SALT}.{site}")
        stamp = Stamp(uuid.UUID(token), time.time() - moment)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return stamp if stamp.age_seconds <= MAX_SECONDS else None
