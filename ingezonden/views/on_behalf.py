"""Entering copy for somebody who called, wrote a letter or came by."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ingezonden.forms import FORMS, OnBehalfMixin, SendInForm

from .inbox import may_see_inbox


def _form_class(kind: str) -> type[SendInForm]:
    if kind not in FORMS:
        raise Http404
    base = FORMS[kind]
    return type(f"OnBehalf{base.__name__}", (OnBehalfMixin, base), {})


@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the residents' own form with from whom and how it came, and put it in the inbox."""
    if not request.user.has_perm("ingezonden.add_submission"):  # type: ignore[union-attr]
        raise PermissionDenied
    form_class = _form_class(kind)
    token = request.POST.get("token") or str(uuid.uuid4())
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid():
        try:
            key = uuid.UUID(token)
        except ValueError:
            key = uuid.uuid4()
        made = form.save(request.village.pk, key, entered_by=request.user)  # type: ignore[attr-defined]
        messages.success(request, _("Entered. It is in the inbox."))
        if may_see_inbox(request.user):
            return redirect("ingezonden_submission", pk=made.pk)
        return redirect("wagtailadmin_home")
    context = {"form": form, "form_class": form_class, "kind": kind, "token": token}
    return render(request, "ingezonden/admin/on_behalf.html", context, status=422 if form.errors else 200)
