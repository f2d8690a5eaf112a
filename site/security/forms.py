"""The form behind the door."""

from django.core.exceptions import ValidationError

from villages.forms import VillageLoginForm

from .throttle import explanation


class LoginForm(VillageLoginForm):
    """Logging in, with a message that helps where that is locked for a while."""

    def get_invalid_login_error(self) -> ValidationError:
        """Say what is wrong: the name or the password, or too many attempts."""
        locked = explanation(self.request) if self.request else ""
        return ValidationError(locked, code="locked") if locked else super().get_invalid_login_error()
