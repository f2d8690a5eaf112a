"""The keeper's screens, below the platform's admin; a village's host has none of these addresses."""

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .views import keeping, one_village

app_name = "dorpen"
urlpatterns = decorate_urlpatterns(
    [
        path("", keeping.VillagesView.as_view(), name="index"),
        path("lijst/", keeping.VillagesView.as_view(results_only=True), name="index_results"),
        path("nieuw/", keeping.NewVillageView.as_view(), name="add"),
        path("archief/<str:name>/", one_village.ArchiveView.as_view(), name="archive"),
        path("<slug:slug>/", one_village.VillageView.as_view(), name="village"),
        path("<slug:slug>/naam/", one_village.NameView.as_view(), name="name"),
        path("<slug:slug>/adres/", one_village.HostView.as_view(), name="host"),
        path("<slug:slug>/nog-een-adres/", one_village.MoreHostView.as_view(), name="more_host"),
        path("<slug:slug>/adres-weg/<str:hostname>/", one_village.RemoveHostView.as_view(), name="remove_host"),
        path("<slug:slug>/taal/", one_village.LanguageView.as_view(), name="language"),
        path("<slug:slug>/uitnodigen/", one_village.InviteHereView.as_view(), name="invite"),
        path("<slug:slug>/uitnodiging/<int:pk>/opnieuw/", one_village.ResendHere.as_view(), name="resend"),
        path("<slug:slug>/uitnodiging/<int:pk>/intrekken/", one_village.WithdrawHere.as_view(), name="withdraw"),
        path("<slug:slug>/uitnodiging/<int:pk>/link/", one_village.ShowLinkHere.as_view(), name="link"),
        path("<slug:slug>/verwijderen/", one_village.RemoveVillageView.as_view(), name="remove"),
    ],
    require_admin_access,
)
