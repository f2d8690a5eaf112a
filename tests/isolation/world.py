"""Two villages with at least one row of everything, and a mark in every text of the second one."""

import datetime as dt
import io
import uuid
from dataclasses import dataclass, field
from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnAttestation, WebAuthnCredential, WebAuthnUserHandle
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Comment, CommentReply, Locale, Page, UploadedFile
from wagtail_localize.operations import translate_object

from demo import factories
from dorpskrant.models import Advert, ShortLink
from fietsroutes.models import RoutePage, Stop
from villages.inviting import invite
from villages.models import Neighbour, User, Village, VillageLook, VillageRole
from villages.ownership import OWNERS, attempts_at
from villages.scope import every_village, scoped

MARK = "zavelgeheim"  # stands in each text of the other village, and nowhere else
WORD = "parasol"  # stands in the same texts of both villages: what a search asks for
GPX = (
    '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    + "".join(f'<trkpt lat="{51 + n / 1000}" lon="4.5"><ele>{n}</ele></trkpt>' for n in range(20))
    + "</trkseg></trk></gpx>"
).encode()
# Wagtail's own models that this project has replaced by its own: nothing writes to them.
REPLACED = {"wagtailimages.Image", "wagtailimages.Rendition", "wagtaildocs.Document", "wagtailmedia.Media"}


@dataclass
class Furnished:
    """A village with something of everything."""

    village: Village
    users: dict[str, User]
    pages: dict[str, Page]
    rows: dict[str, list[Any]] = field(default_factory=dict)  # model label -> primary keys, all of them

    @property
    def host(self) -> str:
        """The village's host."""
        return self.village.site.hostname


def owned_models() -> list[type[models.Model]]:
    """Give every installed model that OWNERS names, in the order of the table."""
    installed = {config.label for config in apps.get_app_configs()}
    labels = [label for label in OWNERS if label.split(".")[0] in installed and label not in REPLACED]
    return [model for model in map(apps.get_model, labels) if not model._meta.abstract]


def set_apart() -> None:
    """Let each table count from a number of its own, so that a number says what it is a number of."""
    with connection.cursor() as cursor:
        for order, model in enumerate(owned_models(), start=1):
            if model._meta.pk.get_internal_type() in ("AutoField", "BigAutoField"):
                table, first = model._meta.db_table, order * 10_000
                if connection.vendor == "sqlite":
                    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
                else:
                    cursor.execute(
                        "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, model._meta.pk.column, first]
                    )


def furnish(name: str, mark: str) -> Furnished:
    """Found a village in two languages and put one of everything in it, with `mark` in every text."""
    village = factories.make_village(name, f"{name.lower()}.localhost", ["nl", "fr"])
    with scoped(village.scope()):
        users = {role.value: _user(village, role, mark) for role in VillageRole.Role}
        pages = _pages(village, users, mark)
        furnished = Furnished(village, users, pages)
        _things(furnished, mark)
        for model in owned_models():
            if not model._default_manager.exists():
                with transaction.atomic():
                    _invent(model, mark)
        furnished.rows = {
            model._meta.label: list(model._default_manager.order_by("pk").values_list("pk", flat=True))
            for model in owned_models()
        }
    return furnished


def _user(village: Village, role: Any, mark: str) -> User:
    return factories.make_user(
        village, role, f"{mark}-{role.value}", first_name=mark, last_name=WORD, email=f"{role.value}@{mark}.example"
    )


def _pages(village: Village, users: dict[str, User], mark: str) -> dict[str, Page]:
    title = f"{mark} {WORD}"
    photo, audio = (
        factories.make_image(village, title, name=f"{mark}.jpg"),
        factories.make_audio(village, title, name=f"{mark}.wav"),
    )
    edition = factories.make_edition(village, title=f"Editie {title}", slug=f"{mark}-editie")
    article = factories.make_article(
        edition, title=f"Artikel {title}", intro=title, body=[("text", f"<p>{title}</p>")], photo=photo, photo_alt=title
    )
    factories.make_notice(edition, names=title, portrait=photo)
    draft = factories.make_article(edition, title=f"Kladje {title}", publish=False, owner=users["editor"])
    submitted = factories.make_article(edition, title=f"Ingediend {title}", publish=False, owner=users["editor"])
    event = factories.make_event(
        village, title=f"Feest {title}", place_name=title, contact_name=title, photo=photo, photo_alt=title
    )
    draft_event = factories.make_event(village, title=f"Later {title}", publish=False)
    route = RoutePage(title=f"Tocht {title}", intro=title)
    route.parent_page = factories.routes_of(village)
    route.put_gpx(GPX, f"{mark}.gpx")
    route.stops = [
        Stop(
            title=title,
            at_metres=100,
            text=f"<p>{title}</p>",
            audio=audio,
            photo=photo,
            transcript=title,
            locale=factories.routes_of(village).locale,
        )
    ]
    factories.add_page(factories.routes_of(village), route)
    workflow = factories.newspaper_of(village).get_workflow()
    workflow.start(submitted, users["editor"])
    home = factories.home_of(village)
    home.title = f"Thuis {title}"
    home.save_revision(user=users["admin"]).publish(user=users["admin"])
    article.save_revision(user=users["editor"]).publish(user=users["final_editor"])
    return {
        "home": home,
        "newspaper": factories.newspaper_of(village),
        "agenda": factories.agenda_of(village),
        "routes": factories.routes_of(village),
        "contact": factories.contact_page_of(village),
        "edition": edition,
        "article": article,
        "draft": draft,
        "submitted": submitted,
        "alias": article.create_alias(parent=edition, update_slug=f"{mark}-alias"),
        "event": event,
        "draft event": draft_event,
        "route": route,
    }


def _things(furnished: Furnished, mark: str) -> None:
    village, pages, users = furnished.village, furnished.pages, furnished.users
    title = f"{mark} {WORD}"
    factories.make_document(village, title, name=f"{mark}.txt")
    image = factories.make_image(village, title, name=f"{mark}-2.jpg")
    image.tags.add(f"{mark}-{WORD}")
    image.get_rendition("width-100")
    village.collection.refresh_from_db()
    village.collection.add_child(instance=Collection(name=title))
    Redirect.add_redirect(f"/{mark}-oud", redirect_to=pages["article"], site=village.site)
    VillageLook.objects.filter(site=village.site).update(tagline=title)
    for model in (get_image_model(), get_document_model()):
        UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(mark.encode(), name=f"{mark}.txt"),
            uploaded_by_user=users["admin"],
        )
    with every_village():
        third = Village.objects.exclude(pk=village.pk).order_by("pk").first() or factories.make_village("Buurdorp")
        Neighbour.objects.create(village=village, neighbour=third)
    AccessAttempt.objects.create(
        username=attempts_at(village.pk) + mark, ip_address="192.0.2.1", user_agent=title, failures_since_start=1
    )
    invite(village, f"nieuw@{mark}.example", VillageRole.Role.EDITOR, name=title, by=users["admin"])
    Advert.objects.create(edition=pages["edition"], name=title, title=title)
    ShortLink.objects.create(site=village.site, code="abc", url=f"{village.site.root_url}/{mark}/")
    _second_steps(users["admin"], title)
    comment = Comment.objects.create(page=pages["draft"], user=users["editor"], text=title, contentpath="intro")
    CommentReply.objects.create(comment=comment, user=users["editor"], text=title)
    translate_object(pages["article"], [Locale.objects.get(language_code="fr")])
    draft = pages["draft"]
    draft.locked, draft.locked_by, draft.locked_at = True, users["editor"], timezone.now()
    draft.save()


def _second_steps(user: User, title: str) -> None:
    """Give somebody an app, a passkey and recovery codes; `otp_device` is what she is known by when she logs in."""
    user.otp_device = TOTPDevice.objects.create(user=user, name=title)  # type: ignore[attr-defined]
    passkey = WebAuthnCredential.objects.create(user=user, name=title, credential_id=title.encode(), public_key=b"1")
    WebAuthnAttestation.objects.create(credential=passkey, fmt="none", data=b"1", client_data_json=b"{}")
    WebAuthnUserHandle.objects.create(user=user)
    codes = StaticDevice.objects.create(user=user, name=title)
    StaticToken.objects.create(device=codes, token=title[:16])


def _invent(model: type[models.Model], mark: str) -> None:
    """Make a row of a model that nothing above makes: the mark in each text, the village's own rows at each foreign key."""
    values = {}
    for column in model._meta.concrete_fields:
        if column.primary_key and not column.is_relation:
            continue
        if column.is_relation:
            values[column.name] = _target(column)
        elif not column.has_default():
            values[column.name] = _value(column, mark)
    instance = model(**values)
    models.Model.save(instance, force_insert=True)
    assert model._default_manager.filter(pk=instance.pk).exists(), (
        f"{model._meta.label} has no row in the furnished village: make one in tests/isolation/world.py"
    )


def _target(column: Any) -> Any:
    if column.related_model is ContentType:
        return ContentType.objects.get_for_model(Page)
    found = column.related_model._default_manager.order_by("-pk").first()
    return found if found or column.null else None


def _value(column: Any, mark: str) -> Any:
    if column.name == "object_id":
        return str(Page._default_manager.order_by("-pk").values_list("pk", flat=True)[0])
    kind = column.get_internal_type()
    if kind in ("CharField", "TextField", "SlugField", "EmailField", "URLField"):
        if column.choices:
            return column.flatchoices[0][0]
        return f"{mark}-{uuid.uuid4()}"[: column.max_length]
    if isinstance(column, models.ImageField):
        drawn = io.BytesIO()
        Image.new("RGB", (8, 8)).save(drawn, "JPEG", comment=mark.encode())
        return ContentFile(drawn.getvalue(), name=f"{mark}.jpg")
    if kind == "FileField":
        return ContentFile(b"%PDF-1.7\n" + mark.encode(), name=f"{mark}.pdf")
    made = {
        "DateTimeField": timezone.now,
        "DateField": lambda: dt.date(2027, 1, 1),
        "TimeField": lambda: dt.time(12),
        "UUIDField": uuid.uuid4,
        "JSONField": lambda: {"text": mark},
        "BooleanField": lambda: False,
        "BinaryField": mark.encode,
        "GenericIPAddressField": lambda: "192.0.2.1",
        "DurationField": lambda: dt.timedelta(1),
    }
    return made.get(kind, lambda: 1)()
