"""Photos at the size at which they are printed: checked, turned upright, scaled to 300 dpi, free of metadata."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from press.document import Photo
from press.errors import PhotoError

DPI = 300
MAX_PIXELS = 60_000_000
MAX_BYTES = 60 * 1024 * 1024
JPEG_QUALITY = 86
# Taller than this (height over width) is cropped around the focus: a column has a foot.
MAX_RATIO = 1.35
MIN_RATIO = 0.4
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")


@dataclass(frozen=True, slots=True)
class PrintPhoto:
    """A picture ready for the job folder: its bytes, file name ending, and height over width."""

    data: bytes
    suffix: str
    ratio: float


def prepare_photo(photo: Photo, width_mm: float, *, colour: bool = True, article: str = "") -> PrintPhoto:
    """The photo cropped around its focus and scaled to 300 dpi at ``width_mm``; never enlarged.

    Raises ``PhotoError`` (with the article) when the file is missing, no picture, damaged, over 60 MB or over 60
    megapixels.
    """
    try:
        stat = photo.path.stat()
    except OSError as error:
        raise PhotoError(f"The photo {photo.path.name} is not there.", name=photo.path.name, article=article) from error
    key = (stat.st_mtime_ns, stat.st_size)
    try:
        return _prepared(photo.path, key, (photo.focus_x, photo.focus_y), width_mm, colour)
    except PhotoError as error:
        error.article = article
        raise


@lru_cache(maxsize=96)
def _prepared(
    path: Path, _version: tuple[int, int], focus: tuple[float, float], width_mm: float, colour: bool
) -> PrintPhoto:
    """The photo for this width; kept, because every edit of a text prints the same photos again."""
    image = _cropped(_open(path, width_mm, ""), *focus)
    width_px = max(1, round(width_mm / 25.4 * DPI))
    if image.width > width_px:
        image = image.resize((width_px, max(1, round(image.height * width_px / image.width))), Image.Resampling.LANCZOS)
    image = image.convert("RGB" if colour else "L")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return PrintPhoto(out.getvalue(), "jpg", image.height / image.width)


def prepare_emblem(path: Path, width_mm: float, *, colour: bool = True) -> PrintPhoto:
    """A crest or logo as PNG with its transparency, at 600 dpi at most. Raises ``PhotoError`` like a photo."""
    image = _open(path, width_mm, "")
    width_px = max(1, round(width_mm / 25.4 * 2 * DPI))
    image = image.convert("RGBA")
    image.thumbnail((width_px, width_px * 2), Image.Resampling.LANCZOS)
    if not colour:
        image = image.convert("LA")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return PrintPhoto(out.getvalue(), "png", image.height / image.width)


def _open(path: Path, width_mm: float, article: str) -> Image.Image:
    """The picture, upright and decoded."""
    name = path.name
    try:
        if not path.is_file():
            raise PhotoError(f"The photo {name} is not there.", name=name, article=article)
        if path.stat().st_size > MAX_BYTES:
            raise PhotoError(f"The photo {name} is larger than 60 MB.", name=name, article=article)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(path, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise PhotoError(f"The photo {name} has more than 60 megapixels.", name=name, article=article)
        # JPEG decodes straight to a smaller size; twice the goal leaves room for cropping and a good filter.
        goal = round(width_mm / 25.4 * DPI * 2)
        image.draft("RGB", (goal, goal))
        image.load()
        turned = ImageOps.exif_transpose(image)
    except PhotoError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoError(f"The file {name} is no photo that the press can read.", name=name, article=article) from error
    except Exception as error:  # Pillow's decoders raise whatever the format's own library does.
        raise PhotoError(f"The photo {name} is damaged.", name=name, article=article) from error
    return turned


def _cropped(image: Image.Image, focus_x: float, focus_y: float) -> Image.Image:
    """The part of the picture that a column can show, as near to the focus as it goes."""
    width, height = image.size
    ratio = height / width
    if ratio > MAX_RATIO:
        keep = max(1, round(width * MAX_RATIO))
        top = min(max(0, round(height * focus_y - keep / 2)), height - keep)
        return image.crop((0, top, width, top + keep))
    if ratio < MIN_RATIO:
        keep = max(1, round(height / MIN_RATIO))
        left = min(max(0, round(width * focus_x - keep / 2)), width - keep)
        return image.crop((left, 0, left + keep, height))
    return image
