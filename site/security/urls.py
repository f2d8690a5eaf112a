"""The address between the password and the admin, on every host."""

from django.urls import path

from .views.ceremonies import BeginShowing, CompleteShowing
from .views.prove import prove

app_name = "second_step_door"
urlpatterns = [
    path("", prove, name="prove"),
    path("passkey/begin/", BeginShowing.as_view(), name="passkey_begin"),
    path("passkey/klaar/", CompleteShowing.as_view(), name="passkey_complete"),
]
