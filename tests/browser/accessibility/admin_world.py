"""What the screens of the admin are about besides the public village: rows of everything that has a screen."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from agenda.models import CalendarSource
from core.models import Audio, VillageImage
from demo.factories import make_article, make_audio, make_document, make_user
from dorpskrant.models import ScannedEdition
from ingezonden.models import Association
from tests.browser.accessibility.world import World
from villages.hosting import add_host
from villages.inviting import invite
from villages.models import User, VillageRole
from villages.scope import scoped


@dataclass
class AdminWorld(World):
    """The village with an admin, and one row of what each screen is about."""

    admin: User
    keeper: User
    els: User  # has an app, a passkey and recovery codes
    app: TOTPDevice
    passkey: WebAuthnCredential
    source: CalendarSource
    scan: ScannedEdition
    association: Association
    invitation: Any
    audio: Audio
    photo: Any
    document: Any
    translation: Translation
    translated: Any

    @property
    def source_of_translation(self) -> Any:
        """The text that was sent for translation."""
        return self.translation.source


def furnish_admin(world: World) -> AdminWorld:
    """Add what the public does not see."""
    village, admin = world.village, User.objects.get(username="admin")
    els = make_user(village, VillageRole.Role.ADMIN, "els", first_name="Els")
    keeper = User.objects.create_superuser("beheerder", "keeper@example.be")
    app = TOTPDevice.objects.create(user=els, name="telefoon")
    passkey = WebAuthnCredential.objects.create(user=els, name="laptop thuis", credential_id=b"1", public_key=b"1")
    StaticToken.objects.create(device=StaticDevice.objects.create(user=els, name="codes"), token="x" * 12)
    add_host(village, "oud.example.be")
    with scoped(village.scope()):
        source = CalendarSource.objects.create(
            village=village, name="Turnkring De Zwaluw", url="https://zwaluw.example.be/agenda.ics", place_name="De zaal",
            contact_name="Rita", contact_phone="0470 00 00 12", checked_at=timezone.now(), outcome="read",
        )  # fmt: skip
        article = make_article(world.edition, title="De brug gaat open", byline="An Peeters")
        french = Locale.objects.get(language_code="fr")
        translate_object(article, [french])
        return AdminWorld(
            **vars(world),
            admin=admin,
            keeper=keeper,
            els=els,
            app=app,
            passkey=passkey,
            source=source,
            scan=ScannedEdition.objects.get(),
            association=Association.objects.get(),
            invitation=invite(village, "nieuw@example.be", "editor", name="Mia", by=admin),
            audio=make_audio(village, "De klok", transcript="De klok van de kerk."),
            photo=VillageImage.objects.first(),
            document=make_document(village),
            translation=Translation.objects.get(source__object_id=article.translation_key, target_locale=french),
            translated=article.get_translation(french),
        )
