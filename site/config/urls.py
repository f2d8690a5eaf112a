"""The addresses of a village's host."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home.views import robots, search
from villages.views.look import village_stylesheet
from villages.views.media import serve_media

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_media, name="media"),
    path("dorp.css", village_stylesheet, name="village_stylesheet"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    *i18n_patterns(
        path("zoeken/", search, name="search"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
