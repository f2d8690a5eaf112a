"""Files without a row go when they are a day old; what a row or a draft names stays."""

import datetime as dt
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from core.tidying import tidy_uploads
from demo.factories import home_of, make_audio, make_document, make_image

pytestmark = pytest.mark.django_db


def _old(name, hours=25):
    moment = time.time() - hours * 3600
    os.utime(default_storage.path(name), (moment, moment))
    return name


def test_only_old_files_that_nothing_names_go(lindehoek, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    photo, audio, document = make_image(lindehoek), make_audio(lindehoek), make_document(lindehoek)
    rendition = photo.get_rendition("width-320")
    for thing in (photo, audio, document, rendition):
        _old(thing.file.name)
    stray = _old(default_storage.save("v/0002/villageimage/x/half.jpg", ContentFile(b"x")))
    young = _old(default_storage.save("v/0002/villageimage/y/jong.jpg", ContentFile(b"y")), hours=23)
    in_draft = _old(default_storage.save("v/0002/gpx/z/tocht.gpx", ContentFile(b"z")))
    revision = home_of(lindehoek).save_revision()
    revision.content = {**revision.content, "gpx": in_draft}
    revision.save()
    call_command("tidy_uploads", "--dry-run")
    assert default_storage.exists(stray)
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_uploads() == [stray]
    for name in (young, in_draft, *(thing.file.name for thing in (photo, audio, document, rendition))):
        assert default_storage.exists(name), name
    assert tidy_uploads(dt.timedelta(hours=22)) == [young]
