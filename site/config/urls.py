"""The addresses of a village's host."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from dorpskrant.views.short_links import short_link
from home.sitemaps import VillageSitemap
from home.views import robots, search, serve, styleguide
from villages.views.accepting import AcceptView
from villages.views.look import village_icon, village_stylesheet
from villages.views.media import serve_media

handler400 = "home.views.errors.bad_request"
handler500 = "home.views.errors.server_error"

# A page's other forms (agenda.ics, papier.pdf) are sub-addresses with a dot, which Wagtail's own pattern does not let through.
OTHER_FORMS = r"^((?:[\w\-]+/)*[\w\-]+\.(?:gpx|ics|js|json|pdf|png|svg|webp|xml))$"

urlpatterns = [
    path("admin/tweede-stap/", include("security.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_media, name="media"),
    path("dorp.css", village_stylesheet, name="village_stylesheet"),
    path("dorp.svg", village_icon, name="village_icon"),
    path("", include("fietsroutes.urls")),
    path("uitnodiging/<str:token>/", AcceptView.as_view(), name="accept_invitation"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": VillageSitemap}}, name="sitemap"),
    path("k/<slug:code>", short_link, name="short_link"),
    path("robots.txt", robots, name="robots"),
    path("stijlgids/", styleguide, name="styleguide"),
    *i18n_patterns(
        path("zoeken/", search, name="search"),
        path("nieuwsbrief/", include("nieuwsbrief.urls")),
        path("inzenden/", include("ingezonden.urls")),
        re_path(OTHER_FORMS, serve, name="page_form"),
        *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
        re_path(serve_pattern, serve, name="wagtail_serve"),  # in the place of Wagtail's own
        prefix_default_language=False,
    ),
]
