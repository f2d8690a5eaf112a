"""The addresses of subscribing, below `/nieuwsbrief/`."""

from django.urls import path

from .views.public import asked, choose, confirm_subscription, leave, subscribe

urlpatterns = [
    path("", subscribe, name="nieuwsbrief"),
    path("onderweg/", asked, name="nieuwsbrief_asked"),
    path("ja/<str:token>/", confirm_subscription, name="nieuwsbrief_confirm"),
    path("keuze/<str:token>/", choose, name="nieuwsbrief_choose"),
    path("weg/<str:token>/", leave, name="nieuwsbrief_leave"),
]
