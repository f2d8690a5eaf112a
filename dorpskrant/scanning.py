"""Taking in scanned editions: the cover as a picture, the text that the PDF holds (no recognition of letters)."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from dorpskrant.models import NewspaperPage, ScannedEdition
from dorpskrant.scan_names import read_name

MAX_BYTES = 150 * 1024 * 1024
MAX_PAGES = 400
COVER_WIDTH = 480  # pixels
MAX_TEXT = 2_000_000  # characters


@dataclass(frozen=True)
class Scan:
    """What is in a PDF."""

    pages: int
    text: str
    cover: bytes  # JPEG


def read_scan(data: bytes) -> Scan:
    """Read a PDF.

    Raises:
        ValidationError: it is no PDF, is locked, or has no pages or more than 400.
    """
    import pypdfium2  # here: most web processes never read a scan

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if not 0 < len(pdf) <= MAX_PAGES:
                raise ValidationError(_("A PDF of 1 to 400 pages is needed."))
            width, _height = pdf[0].get_size()
            picture = pdf[0].render(scale=min(COVER_WIDTH / max(width, 1), 8)).to_pil().convert("RGB")
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=80)
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
            return Scan(len(pdf), " ".join(text.replace("\x00", " ").split())[:MAX_TEXT], out.getvalue())
    except pypdfium2.PdfiumError as error:
        raise ValidationError(_("This is no PDF that can be read, or it is locked.")) from error


def take_in(newspaper: NewspaperPage, upload: Any) -> ScannedEdition:
    """Put a scanned edition in the archive, with what its file name says.

    Raises:
        ValidationError: it is too large, cannot be read, or its name holds no year; or it is there already.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is too large: 150 MB at most."))
    known = read_name(upload.name)
    if known.date is None:
        raise ValidationError(_("The name of the file holds no year. Call it something like “1987-06 nr 3.pdf”."))
    data = upload.read()
    scan = read_scan(data)
    if ScannedEdition.objects.filter(
        newspaper=newspaper, date=known.date, number=known.number, pages=scan.pages
    ).exists():
        raise ValidationError(_("This edition is in the archive already."))
    edition = ScannedEdition(
        newspaper=newspaper,
        date=known.date,
        precision=known.precision,
        number=known.number,
        volume=known.volume,
        pages=scan.pages,
        text=scan.text,
    )
    edition.file.save(upload.name, ContentFile(data), save=False)
    edition.cover.save("kaft.jpg", ContentFile(scan.cover), save=False)
    edition.save()
    return edition
