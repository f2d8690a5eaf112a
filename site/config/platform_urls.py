"""The addresses of the platform's own host: which villages live here, and the keeper's admin."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views import platform_index, styleguide
from villages.views.media import serve_media

urlpatterns = [
    path("", platform_index, name="platform"),
    path("stijlgids/", styleguide, name="styleguide"),
    path("admin/dorpen/", include("villages.platform_urls")),
    path("admin/tweede-stap/", include("security.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_media, name="media"),
]
