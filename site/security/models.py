"""What Wagtail's own log does not hold: who came in and how, who may do what, what was taken out, and what other screens did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models import User, Village


class LogRow(models.Model):
    """One deed at one village, or at the platform (no village). Rows are written and forgotten, never changed by hand."""

    class Deed(models.TextChoices):
        """What was done; stored as is, so a name here is for ever."""

        LOGIN = "login", _("logged in")
        LOGOUT = "logout", _("logged out")
        LOCKED = "locked", _("too many wrong passwords: the door was shut for a quarter of an hour")
        WRONG_STEP = "wrong_step", _("wrote the right password and a wrong code")
        APP = "app", _("set up an app as the second step")
        PASSKEY = "passkey", _("made a passkey")
        CODES = "codes", _("made new recovery codes")
        CODE_USED = "code_used", _("logged in with a recovery code")
        STEP_REMOVED = "step_removed", _("removed an app or a passkey")
        STEP_FORGOTTEN = "step_forgotten", _("took the second step away from")
        PASSWORD = "password", _("set a new password for")  # noqa: S105 - a word
        ROLE_GIVEN = "role_given", _("gave a role to")
        ROLE_TAKEN = "role_taken", _("took a role from")
        INVITED = "invited", _("invited somebody")
        WITHDRAWN = "withdrawn", _("withdrew an invitation")
        CLOSED = "closed", _("closed the account of")
        EXPORTED = "exported", _("took data out")
        REMOVED = "removed", _("removed a village")
        DELETED = "deleted", _("deleted")
        CHANGED = "changed", _("worked on the screen")

    village = models.ForeignKey(Village, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(_("when"), db_index=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    deed = models.CharField(_("what"), max_length=20, choices=Deed.choices)
    whom = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")  # the one it was done to
    about = models.CharField(max_length=255, blank=True)  # a role, an address, a title, a file, or a screen's name
    place = models.CharField(max_length=255, blank=True)  # the screen's address, in the admin
    address = models.GenericIPAddressField(_("from"), null=True)  # of the machine; forgotten before the row is

    class Meta:
        verbose_name = _("row of the log")
        verbose_name_plural = _("rows of the log")
        indexes = [models.Index(fields=["village", "-at"], name="log_by_village")]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} {self.about}".strip()
