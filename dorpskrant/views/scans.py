"""The archive of old editions in the admin: many PDFs at once, and putting a date right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.viewsets.model import ModelViewSet

from dorpskrant.models import NewspaperPage, ScannedEdition
from dorpskrant.scanning import take_in

MAX_FILES = 100


class ScanViewSet(ModelViewSet):
    """The old editions, each with date and number to be put right."""

    model = ScannedEdition
    icon = "history"
    menu_label = _("Old editions")
    menu_order = 270
    add_to_admin_menu = True
    list_display = ["title", "date", "number", "pages"]
    form_fields = ["date", "precision", "number", "volume"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[Any]:
        """Have "add" be the upload of many at once."""
        from django.urls import path

        return [path("new/", upload_scans, name="add"), *super().get_urlpatterns()]


scans = ScanViewSet("scans", url_prefix="krantenarchief")


@require_http_methods(["GET", "HEAD", "POST"])
def upload_scans(request: HttpRequest) -> HttpResponse:
    """Take in many PDFs at once; what could not be taken in is said file by file, the rest is in the archive."""
    if not request.user.has_perm("dorpskrant.add_scannededition"):  # type: ignore[union-attr]
        raise PermissionDenied
    village = request.village  # type: ignore[attr-defined]
    newspaper = NewspaperPage.objects.descendant_of(village.site.root_page).order_by("path").first()
    wrong: list[tuple[str, str]] = []
    taken = 0
    files = request.FILES.getlist("files")[:MAX_FILES]
    for upload in files if newspaper else ():
        try:
            assert newspaper is not None
            take_in(newspaper, upload)
            taken += 1
        except ValidationError as error:
            wrong.append((str(upload.name), " ".join(error.messages)))
    if taken:
        text = ngettext("%(number)d edition is in the archive.", "%(number)d editions are in the archive.", taken)
        messages.success(request, text % {"number": taken})
    if taken and not wrong:
        return redirect("scans:index")
    empty = request.method == "POST" and not files
    status = 422 if wrong or empty else 200
    return render(request, "dorpskrant/admin/scans.html", {"wrong": wrong, "empty": empty}, status=status)
