"""What the admin's own screens are called in the log. Wagtail's log what they do by themselves."""

from django.utils.translation import gettext_lazy as _

# By the name of the address. A screen that is not here stands in the log by its address.
SCREENS = {
    "village_neighbours": _("Neighbouring villages"),
    "village_neighbour_remove": _("Neighbouring villages"),
    "village_translations": _("Translations"),
    "village_update_translations": _("Translations"),
    "invitations:add": _("Invitations: sent again"),
    "invitations:resend": _("Invitations: sent again"),
    "invitations:link": _("Invitations: showed the link"),
    "invitations:hand_over": _("Handing over"),
    "route_keep_recording": _("Recording a stop"),
    "article_offers": _("Articles of other villages"),
    "paper_arrange": _("Flatplan: arranged the pages"),
    "paper_edition": _("Flatplan"),
    "paper_print": _("Print shop: had the paper made"),
    "paper_add_advert": _("Adverts"),
    "paper_advert": _("Adverts"),
    "paper_remove_advert": _("Adverts"),
    "ingezonden_take": _("Inbox: took copy over"),
    "ingezonden_refuse": _("Inbox: refused copy"),
    "ingezonden_submission": _("Inbox"),
    "ingezonden_before_print": _("Before the printing"),
    "ingezonden_mark_printed": _("Before the printing: marked as printed"),
    "ingezonden_on_behalf": _("Copy on behalf of a resident"),
    "nieuwsbrief_send": _("Newsletter: sent"),
    "nieuwsbrief_admin": _("Newsletter"),
    "wagtailusers_users:index": _("Users"),
    "wagtailusers_users:index_results": _("Users"),
    "wagtailadmin_reports:site_history": _("Site history"),
    "dorpen:archive": _("Archive of a village"),
    "dorpen:add": _("New village"),
    "dorpen:name": _("Village: name and port"),
    "dorpen:host": _("Village: web address"),
    "dorpen:more_host": _("Village: web address"),
    "dorpen:remove_host": _("Village: web address"),
    "dorpen:language": _("Village: one more language"),
    "dorpen:invite": _("Village: invitations"),
    "dorpen:resend": _("Village: invitations"),
    "dorpen:withdraw": _("Village: invitations"),
    "dorpen:link": _("Village: invitations"),
}


def screen_name(view_name: str, place: str) -> str:
    """Give what a screen is called; its address where it has no name here."""
    known = SCREENS.get(view_name)
    return str(known) if known else place or view_name
