"""Remake the demo photographs from the Debian packages that photos.toml names.

Run on Debian 12 with Pillow at hand: ``python site/demo/make_assets/photos.py [FILE.jpg ...]``.
Needs ``apt-get download`` and ``dpkg-deb``; installs nothing. Downloads go to a temporary directory.
"""

# The programs are found on the maker's own PATH and given only our own arguments.
# ruff: noqa: S603, S607

from __future__ import annotations

import io
import struct
import subprocess
import sys
import tempfile
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

PHOTOS = Path(__file__).resolve().parent.parent / "content" / "photos"
LONG_SIDE = 1600
QUALITY = 78
HEAVIEST = 290_000


def rcc_members(blob: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every file of a Qt binary resource as (path, content); the layout is that of Qt's own rcc tool."""
    if blob[:4] != b"qres":
        raise ValueError("not a Qt resource file")
    version, tree, data, names = struct.unpack(">4I", blob[4:20])
    node_size = 22 if version >= 2 else 14

    def walk(index: int, parent: str) -> Iterator[tuple[str, bytes]]:
        at = tree + index * node_size
        name_at, flags = struct.unpack(">IH", blob[at : at + 6])
        length = struct.unpack(">H", blob[names + name_at : names + name_at + 2])[0]
        raw = blob[names + name_at + 6 : names + name_at + 6 + 2 * length]
        path = f"{parent}/{raw.decode('utf-16-be')}" if index else parent
        if flags & 2:
            count, first = struct.unpack(">II", blob[at + 6 : at + 14])
            for child in range(first, first + count):
                yield from walk(child, path)
            return
        start = data + struct.unpack(">I", blob[at + 10 : at + 14])[0]
        size = struct.unpack(">I", blob[start : start + 4])[0]
        content = blob[start + 4 : start + 4 + size]
        # Bit 1 is zlib with a length in front; photographs are never packed with the newer zstd (bit 4).
        yield path, zlib.decompress(content[4:]) if flags & 1 else content

    yield from walk(0, "")


def unpacked(package: str, work: Path) -> Path:
    """Download and unpack one Debian package once; gives its root directory."""
    root = work / package
    if not root.exists():
        subprocess.run(["apt-get", "download", "-q", package], cwd=work, check=True, stdout=subprocess.DEVNULL)
        deb = next(work.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(deb), str(root)], check=True)
    return root


def original(package: str, member: str, work: Path) -> Image.Image:
    """Open the picture that a package holds; ``file.rcc#/path`` reaches into a Qt resource file."""
    path, _, inner = member.partition("#")
    source = unpacked(package, work) / path
    if not inner:
        return Image.open(source)
    return Image.open(io.BytesIO(dict(rcc_members(source.read_bytes()))[inner]))


def save(image: Image.Image, target: Path) -> None:
    """Write a JPEG of at most LONG_SIDE pixels and about HEAVIEST bytes, without any metadata."""
    picture = image.convert("RGB")
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    clean = Image.frombytes("RGB", picture.size, picture.tobytes())
    for quality in range(QUALITY, 50, -5):
        buffer = io.BytesIO()
        clean.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= HEAVIEST:
            break
    target.write_bytes(buffer.getvalue())


def main(wanted: list[str]) -> None:
    """Remake the named photographs, or all of them."""
    listing = tomllib.loads((PHOTOS / "photos.toml").read_text(encoding="utf-8"))["photo"]
    with tempfile.TemporaryDirectory() as scratch:
        for entry in listing:
            if wanted and entry["file"] not in wanted:
                continue
            target = PHOTOS / entry["file"]
            save(original(entry["package"], entry["member"], Path(scratch)), target)
            print(f"{entry['file']}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
