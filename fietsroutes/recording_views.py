"""For the stops' form: what an editor records with the microphone, and how long a recording lasts."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from core.audio_files import MAX_BYTES, read_audio
from core.models import Audio
from core.recordings import mp3_of

from . import quantities


def audio_facts(audio: Audio) -> dict[str, Any]:
    """Give what the form shows of a recording."""
    return {
        "id": audio.pk,
        "title": audio.title,
        "edit_url": reverse("wagtailmedia:edit", args=[audio.pk]),
        "url": audio.url,
        "length": quantities.playing_time(audio.duration),
    }


@require_safe
def recording(request: HttpRequest, audio_id: int) -> JsonResponse:
    """Answer with title, address and length of one of the village's recordings; 404 for another village's."""
    return JsonResponse(audio_facts(get_object_or_404(Audio, pk=audio_id)))


@non_atomic_requests  # a quarter of an hour of sound is work for seconds; it writes one row
@require_POST
def keep_recording(request: HttpRequest) -> JsonResponse:
    """Keep the WAV in `file` as an MP3 among the village's media: what `recording` gives, or `{"error": …}` with 400."""
    policy = MediaPermissionPolicyChecker().policy
    village = request.village  # type: ignore[attr-defined]
    if village is None or village.collection not in policy.collections_user_has_permission_for(request.user, "add"):
        raise PermissionDenied
    upload = request.FILES.get("file")
    title = (request.POST.get("title") or "").strip()[:255] or _("Recording")
    try:
        if upload is None or (upload.size or 0) > MAX_BYTES:
            raise ValidationError(_("This recording is larger than 50 MB. Record it again, shorter."))
        file = ContentFile(mp3_of(upload.read()), name=f"{slugify(title)[:40] or 'opname'}.mp3")
        seconds = read_audio(file).duration_seconds
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    audio = Audio.objects.create(
        title=title,
        file=file,
        type="audio",
        duration=seconds,
        collection=village.collection,
        uploaded_by_user=request.user,
    )
    return JsonResponse(audio_facts(audio))
