"""An archive that was made to reach into another village, or to put in what no editor could: no row, no file, nothing learnt."""

import json
from pathlib import PurePosixPath

import pytest
from django.core.management import call_command
from wagtail.models import Locale
from wagtail_localize.models import SegmentOverride, TranslatableObject, TranslationContext
from wagtail_localize.operations import translate_object

from demo.factories import make_article, make_audio, make_document, make_edition, make_image, make_village
from dorpskrant.models import ArticlePage
from tests.core.test_hostile_uploads import SVG
from tests.villages.forging import about, added, forged, rows
from villages.exporting import export_village
from villages.importing.markup import ATTRIBUTES, check_html
from villages.importing.reading import ImportRefusedError
from villages.importing.rewriting import Rewriter
from villages.models import Village
from villages.scope import scoped

pytestmark = pytest.mark.django_db
PAGE, IMAGE, ARTICLE = "wagtailcore.Page", "core.VillageImage", "dorpskrant.ArticlePage"
DOCUMENT, AUDIO, REVISION = "core.VillageDocument", "core.Audio", "wagtailcore.Revision"
KEYS, SOURCE, CONTEXT = (
    f"wagtail_localize.{name}" for name in ("TranslatableObject", "TranslationSource", "TranslationContext")
)
OVERRIDE, SEGMENT = "wagtail_localize.SegmentOverride", "wagtail_localize.StringSegment"


@pytest.fixture
def beside(media):
    """The village beside, with an article and its translation."""
    village = make_village("Eikenheuvel", languages=["nl", "fr"])
    with scoped(village.scope()):
        article = make_article(make_edition(village), photo=make_image(village), photo_alt="Een eik")
        translate_object(article, [Locale.objects.get(language_code="fr")])
    return article


@pytest.fixture
def archive(beside, tmp_path):
    village = make_village("Lindedorp", languages=["nl", "fr"])
    with scoped(village.scope()):
        text = [{"type": "text", "value": "<p>Een <b>eik</b></p>", "id": "t"}]
        article = make_article(make_edition(village), photo=make_image(village), photo_alt="Een linde", body=text)
        article.save_revision().publish()
        translate_object(article, [Locale.objects.get(language_code="fr")])
        make_document(village), make_audio(village)
        segment = article_segment(article)
        SegmentOverride.objects.create(locale=Locale.objects.get(language_code="fr"), context=segment, data_json="1")
    return export_village(village, tmp_path / "1.zip").path


def article_segment(article):
    found = TranslatableObject.objects.get(translation_key=article.translation_key)
    return TranslationContext.objects.get_or_create(object=found, path="photo")[0]


def keys(value):
    """Say that something else is translated."""

    def change(members, contents):
        name = f"rijen/{KEYS}.jsonl"
        lines = [json.loads(line) for line in members[name].splitlines()]
        lines[0]["pk"] = value
        members[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return change


def file_called(label, rename, data=None):
    """Say that the files of a model are called otherwise, in its rows and in the archive."""

    def change(members, contents):
        name = f"rijen/{label}.jsonl"
        lines = [json.loads(line) for line in members[name].splitlines()]
        for line in lines:
            old = line["fields"]["file"]
            new = line["fields"]["file"] = rename(PurePosixPath(old))
            stored = members.pop(f"bestanden/{old}")
            members[f"bestanden/{new}"] = stored if data is None else data
        members[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return change


def body(html):
    return rows(ARTICLE, body=json.dumps([{"type": "text", "value": html, "id": "t"}]))


def box(**value):
    return rows(ARTICLE, body=json.dumps([{"type": "box", "value": value, "id": "t"}]))


def page_revisions(**content):
    """Say that revisions of articles hold something else."""

    def change(members, contents):
        name = f"rijen/{REVISION}.jsonl"
        lines = [json.loads(line) for line in members[name].splitlines()]
        for line in lines:
            if "photo_alt" in line["fields"]["content"]:
                line["fields"]["content"] |= content
        members[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return change


def base_of_revisions(members, contents):
    """Say that what is about a page is about a photo of the same number."""
    (photo,) = [old for old, label in json.loads(members["dorp.json"])["types"].items() if label == "core.villageimage"]
    rows(REVISION, base_content_type=int(photo))(members, contents)


EDITOR = "the editor does not make"


def forgeries(beside):
    photo = beside.photo.file.name
    return {
        "the translation of another village's page": (rows(SOURCE, object=str(beside.translation_key)), "not in the archive"),
        "its texts": (rows(CONTEXT, object=str(beside.translation_key)), "not in the archive"),
        "its key": (keys(str(beside.translation_key)), "no page of the archive"),
        "a key of a page that may come": (keys("0" * 32), "no page of the archive"),
        "a template that counts wrongly": (rows("wagtail_localize.Template", string_count=9), "template of a translation"),
        "a revision of a page and of a photo": (base_of_revisions, "about two things"),
        "another village's photo": (rows(IMAGE, file=photo.replace("/villageimage/", "/villageimage//")), "no upload"),
        "the same with a dot": (rows(IMAGE, file=photo.replace("/villageimage/", "/./villageimage/")), "no upload"),
        "a file of the system": (rows(DOCUMENT, file="../../etc/passwd"), "no upload"),
        "a photo as a document": (rows(DOCUMENT, file=photo), "another kind"),
        "a drawing in another folder": (
            file_called(IMAGE, lambda old: str(old.with_suffix(".svg")).replace("villageimage", "villagedocument"), SVG),
            "another kind",
        ),
        "a drawing as a photo": (file_called(IMAGE, lambda old: str(old.with_suffix(".svg")), SVG), "is no photo"),
        "a script as a document": (file_called(DOCUMENT, lambda old: str(old.with_suffix(".js")), b"x"), "can't be uploaded"),
        "a page as a document": (file_called(DOCUMENT, lambda old: str(old.with_suffix(".html")), b"x"), "can't be uploaded"),
        "a page as a recording": (file_called(AUDIO, lambda old: str(old.with_suffix(".html")), b"x"), "is no recording"),
        "words as a recording": (file_called(AUDIO, str, b"x" * 999), "is no recording"),
        "a script": (body("<script>alert(1)</script>"), EDITOR),
        "a script inside a box": (box(title="x", text="<p><img src=x onerror=alert(1)></p>"), EDITOR),
        "a frame": (body('<p><iframe src="https://elders.example"></iframe></p>'), EDITOR),
        "a form": (body('<form action="/admin/logout/"><button>Klik</button></form>'), EDITOR),
        "an event": (body('<p onclick="alert(1)">x</p>'), EDITOR),
        "a style": (body('<p style="position:fixed">x</p>'), EDITOR),
        "a tag without end": (body('<p>x</p><img src="'), EDITOR),
        "a comment without end": (body("<p>x</p><!--"), EDITOR),
        "another script": (body('<p><a href=" java\tscript:alert(1)">x</a></p>'), "an address of the kind"),
        "data for a link": (body('<p><a href="data:text/html,x">x</a></p>'), "an address of the kind"),
        "a script in a revision": (
            page_revisions(body=json.dumps([{"type": "text", "value": "<script>x</script>", "id": "t"}])),
            EDITOR,
        ),
        "a script among the texts": (rows("wagtail_localize.String", data="<script>x</script>"), EDITOR),
        "a script in a template": (rows("wagtail_localize.Template", template="<script>x</script>", string_count=0), EDITOR),
        "an event in a translation": (rows(SEGMENT, attrs='{"a1": {"onclick": "x"}}'), EDITOR),
        "a script's address in a translation": (rows(SEGMENT, attrs='{"a1": {"href": "javascript:x"}}'), "of the kind"),
        "no attributes": (rows(SEGMENT, attrs='["x"]'), "no attributes of links"),
        "a choice that there is not": (rows("villages.VillageRole", role="keizer"), "can't hold"),
        "a colour that is none": (rows("villages.VillageLook", colour="red;}"), "can't hold"),
        "half a letter": (rows(PAGE, title="\ud800"), "takes no such rows"),
        "a number beyond numbers": (rows(IMAGE, width=10**30), "can't hold"),
        "no number": (rows(AUDIO, duration=float("nan")), "can't be read"),
        "ports": (about(port=["80"]), "does not say what village"),
        "a list that never ends": (added("dorp.json", b" " * (300 << 20)), "far too long"),
    }  # fmt: skip


def test_what_reaches_out_or_breaks_out_makes_nothing(archive, beside, refused):
    for name, (change, words) in forgeries(beside).items():
        print(name)  # which one it was, where it is not refused
        refused(forged(archive, change), words)


def arrived(archive, change):
    call_command("import_village", forged(archive, change), host="nieuw.example.be", slug="nieuw", verbosity=0)
    return Village.objects.get(slug="nieuw")


def test_of_two_numbers_in_one_link_neither_leads_to_the_village_beside(archive, beside):
    links = "".join(
        f'<a {attributes}>x</a>'
        for attributes in (
            f'linktype="page" id="1" id="{beside.pk}"',
            f'uid="1" id="{beside.pk}" linktype="page"',
            f'linktype="document" linktype="page" id="{beside.pk}"',
        )
    )  # fmt: skip
    with scoped(arrived(archive, body(f"<p>{links}</p>")).scope()):
        found = str(ArticlePage.objects.get(locale__language_code="nl").body.raw_data[0]["value"])
    assert found.count('id="0"') == 4 and f'id="{beside.pk}"' not in found


def test_a_translation_never_shows_a_photo_of_the_village_beside(archive, beside):
    def change(members, contents):
        rows(OVERRIDE, data_json=str(beside.photo.pk))(members, contents)
        for name in (
            "TranslationSource",
            "TranslationLog",
            "Translation",
            "StringSegment",
            "TemplateSegment",
            "OverridableSegment",
        ):
            members.pop(f"rijen/wagtail_localize.{name}.jsonl", None)

    with scoped(arrived(archive, change).scope()):
        assert SegmentOverride.objects.get().data is None


def test_a_list_of_blocks_hides_no_number(beside):
    """What looks half like an item of a list is read by Wagtail as a value; so it is rewritten as one."""
    photos = ArticlePage._meta.get_field("body").stream_block.child_blocks["gallery"].child_blocks["photos"]
    item = {"value": "x", "image": beside.photo.pk}

    class Nothing:
        def known(self, model, old):
            return None

    made = Rewriter(Nothing(), "http://a", "http://b", str).block(photos, [item])
    assert made[0]["image"] is None


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="ab">Een <b>eik</b>, <a href="https://example.be/?a=1&amp;b=2">hier</a> &lt; daar</p>',
        '<h2>Kop</h2><ul><li>a</li></ul><hr/><p>x<br/>y</p><a linktype="page" id="3">x</a>',
        '<a href="mailto:an@example.be">x</a> <a href="tel:+3212">x</a> <a href="/agenda/">x</a> <a href="#a:b">x</a>',
        '<embed embedtype="image" id="3" alt="x" format="left"/><p><text position="0"></text></p>',
        "",
        "Koffie & taart",
    ],
)
def test_what_the_editor_makes_comes_in(html):
    check_html(html, "een tekst")


@pytest.mark.parametrize(
    "tag", ["svg", "math", "object", "base", "meta", "link", "style", "button", "input", "template"]
)
def test_no_other_tag_comes_in(tag):
    assert tag not in ATTRIBUTES
    for html in (f"<{tag}>", f"<{tag}/x=1>", f"<p><{tag.upper()} >", f"</{tag}>"):
        with pytest.raises(ImportRefusedError):
            check_html(html, "een tekst")
