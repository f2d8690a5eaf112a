"""The addresses where residents send something in, below `/inzenden/`."""

from django.urls import path

from .views.public import ask_removal, send_in, send_in_form, slip, thanks

urlpatterns = [
    path("", send_in, name="ingezonden"),
    path("dank/", thanks, name="ingezonden_thanks"),
    path("weghalen/<uuid:key>/", ask_removal, name="ingezonden_removal"),
    path("<slug:kind>/strook.pdf", slip, name="ingezonden_slip"),
    path("<slug:kind>/", send_in_form, name="ingezonden_form"),
]
