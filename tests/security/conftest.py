"""What the tests of logging in share: an app like the one on a telephone, and a way to log in with it."""

import re
import time

import pytest
from django_otp.oath import TOTP

from security import codes
from security.second_step import app_of

PASSWORD = "geheim-genoeg-1"


class Telephone:
    """An app that shows codes; `later` lets half minutes pass, for a code works once."""

    def __init__(self, key: str) -> None:
        self.key = key

    @property
    def code(self) -> str:
        """What it shows now."""
        return self.code_at(time.time())

    def code_at(self, now: float) -> str:
        """What it shows at a moment, in seconds since 1970."""
        totp = TOTP(bytes.fromhex(self.key))
        totp.time = now
        return f"{totp.token():06}"


@pytest.fixture
def telephone():
    """Give somebody's telephone, with a code that was not used to set it up."""

    def make(user):
        key = codes.new_key()
        device = codes.set_up(user, key, Telephone(key).code)
        type(device)._base_manager.filter(pk=device.pk).update(last_t=-1)
        return Telephone(key)

    return make


@pytest.fixture
def rest():
    """Let the wait after wrong codes be over."""

    def over(user):
        device = app_of(user)
        device.throttling_failure_timestamp = None
        device.save()

    return over


def log_in(client, user, follow=False):
    return client.post("/admin/login/", {"username": user.username, "password": PASSWORD}, follow=follow)


def key_on(page: str) -> str:
    """Read the key of a new app off the screen that sets it up."""
    import base64

    text = re.search(r'class="second-step-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return base64.b32decode(text).hex()
