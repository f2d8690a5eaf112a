"""Photos from strangers: looked at by content, made anew, without place, time and camera."""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

register_heif_opener()

MAX_PHOTOS = 5
MAX_BYTES = 15 * 1024 * 1024  # of one photo
MAX_PIXELS = 60_000_000
MAX_EDGE = 3500  # pixels: a full A4 page at 300 an inch
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
QUALITY = 88

_NO_PHOTO = _("“%(name)s” is not a photo that can be read here. Choose a JPEG, PNG or HEIC file.")
_TOO_LARGE = _("“%(name)s” is too large. A photo may be 15 MB at most.")


def made_anew(upload: Any) -> bytes:
    """Give an uploaded photo as a new JPEG: upright, at most 3500 pixels long, nothing in it but the picture.

    Raises:
        ValidationError: it is larger than 15 MB or 60 megapixels, or no photo, whatever it is called.
    """
    name = {"name": str(upload.name)[:60]}
    if upload.size > MAX_BYTES:
        raise ValidationError(_TOO_LARGE, params=name)
    try:
        with Image.open(upload, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise ValidationError(_TOO_LARGE, params=name)
            photo: Image.Image = ImageOps.exif_transpose(opened)
            photo.thumbnail((MAX_EDGE, MAX_EDGE))
            if photo.mode in ("RGBA", "LA", "P", "PA"):
                layer = photo.convert("RGBA")
                photo = Image.new("RGB", layer.size, "white")
                photo.paste(layer, mask=layer.getchannel("A"))
            out = io.BytesIO()
            photo.convert("RGB").save(out, "JPEG", quality=QUALITY, progressive=True)
    except ValidationError:
        raise
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError) as error:
        raise ValidationError(_NO_PHOTO, params=name) from error
    return out.getvalue()
