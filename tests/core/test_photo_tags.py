"""The tag of a photo is the one that Wagtail writes, whatever its attributes hold."""

import pytest
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractRendition

from demo.factories import make_image
from villages.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "attributes",
    [
        None,
        {"alt": "Een \"feest\" <b> & 'taart'", "class": "photo__image", "loading": "lazy"},
        {"alt": SafeString("&amp; veilig"), "srcset": "/a.webp 400w, /b.webp 800w", "fetchpriority": "high"},
        {"hidden": True, "draggable": False, "sizes": None, "width": 12, "data-x": ""},
    ],
)
def test_the_tag_is_the_one_that_wagtail_writes(lindehoek, attributes):
    with scoped(lindehoek.scope()):
        rendition = make_image(lindehoek, title="Fiets & bel").get_rendition("width-40|format-webp")
    assert rendition.img_tag(attributes) == AbstractRendition.img_tag(rendition, attributes)
    assert isinstance(rendition.img_tag(attributes), SafeString)
    assert rendition.url == rendition.file.url
