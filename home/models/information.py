"""Pages that stay: contact point, welcome, associations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.blocks import BodyBlock
from core.models import BasePage
from core.telephone import validate_phone


class InformationPage(BasePage):
    """A page of lasting information. The one with a phone number is the village's contact point."""

    intro = models.TextField(_("intro"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    contact_name = models.CharField(_("who"), max_length=120, blank=True, help_text=_("The person who answers."))
    contact_place = models.CharField(_("where"), max_length=200, blank=True)
    contact_hours = models.CharField(
        _("when"), max_length=200, blank=True, help_text=_('Like "dinsdag en donderdag van 9 tot 12 uur".')
    )
    contact_phone = models.CharField(_("phone number"), max_length=25, blank=True, validators=[validate_phone])
    contact_email = models.EmailField(_("e-mail"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
                FieldPanel("contact_place"),
                FieldPanel("contact_hours"),
                FieldPanel("contact_email"),
            ],
            _("Contact point"),
            help_text=_("Filled in, it stands on every page of the village and on paper."),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("contact_name"),
    ]
    # When it is open is said in words, so that is translated; a name and a number are the same in every language.
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("contact_name", "contact_phone", "contact_email")),
    ]
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
