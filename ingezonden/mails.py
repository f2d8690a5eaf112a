"""Mail to those who sent something in, in the language that they did it in."""

from django.apps import apps
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from ingezonden.models import Submission
from villages.models import Village
from villages.sending import sender_of


def village_mail(village: Village, to: str, subject: str, body: str) -> EmailMessage:
    """Give a mail from the village; answers go to its contact point."""
    home = village.site.root_page
    pages = apps.get_model("home", "InformationPage").objects.descendant_of(home).live().exclude(contact_email="")
    contact = pages.order_by("path").first()
    reply_to = [contact.contact_email] if contact else None
    return EmailMessage(" ".join(subject.split()), body, sender_of(village), [to], reply_to=reply_to)


def refusal_text(submission: Submission) -> str:
    """Give the words that an editor begins with when she refuses something; she may change them."""
    with translation.override(submission.language):
        return _(
            "Hello %(name)s,\n\nThank you for sending in “%(title)s”. This time we cannot place it.\n\n"
            "We hope to read from you again.\n\nThe editors"
        ) % {"name": submission.sender_name, "title": submission.title}


def send_refusal(village: Village, submission: Submission, text: str) -> None:
    """Tell the sender in the editor's words that it will not appear."""
    with translation.override(submission.language):
        subject = _("About “%(title)s”") % {"title": submission.title}
    village_mail(village, submission.sender_email, subject, text).send()


def send_appeared(village: Village, submission: Submission, page: Page, *, online: bool) -> None:
    """Tell the sender that it has appeared, and where; of what is on paper alone, that it is in the newspaper."""
    with translation.override(submission.language):
        words = {
            "name": submission.sender_name,
            "title": submission.title,
            "url": page.full_url or "",
            "village": village.name,
        }
        if online:
            text = _(
                "Hello %(name)s,\n\n“%(title)s” has appeared. You can read it here:\n%(url)s\n\n"
                "Thank you for sending it in.\n\nThe editors of %(village)s"
            )
        else:
            text = _(
                "Hello %(name)s,\n\n“%(title)s” is in the newspaper, on paper.\n\n"
                "Thank you for sending it in.\n\nThe editors of %(village)s"
            )
        subject = _("“%(title)s” has appeared") % words
        village_mail(village, submission.sender_email, subject, text % words).send()
