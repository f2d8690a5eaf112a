"""The address between the password and the admin, on every host."""

from django.urls import path

from .views.prove import prove

app_name = "second_step_door"
urlpatterns = [path("", prove, name="prove")]
