"""What a file really is, by its first bytes: the name alone proves nothing. Pure."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from workflows.errors import Hinder

FIELD = "bilaga"


@dataclass(frozen=True)
class Filtyp:
    """A kind of file that may be attached."""

    innehallstyp: str
    bars_ut: Callable[[bytes, BinaryIO], bool]


def _begins(*signatures: bytes) -> Callable[[bytes, BinaryIO], bool]:
    return lambda head, _: head.startswith(signatures)


def _heic(head: bytes, _: BinaryIO) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}


def _webp(head: bytes, _: BinaryIO) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _office(part: str) -> Callable[[bytes, BinaryIO], bool]:
    """An Office document without macros: a zip with the part that its kind has."""

    def is_so(head: bytes, file: BinaryIO) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
        except zipfile.BadZipFile:
            return False
        return part in names and not any(name.lower().endswith(".bin") for name in names)

    return is_so


def _text(head: bytes, _: BinaryIO) -> bool:
    if b"\x00" in head or head.startswith(b"#!"):
        return False
    try:
        head[:-3].decode("utf-8")
    except UnicodeDecodeError:
        return not any(byte < 9 for byte in head)
    return True


_JPEG = Filtyp("image/jpeg", _begins(b"\xff\xd8\xff"))
FILTYPER = {
    "pdf": Filtyp("application/pdf", _begins(b"%PDF-")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Filtyp("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "heic": Filtyp("image/heic", _heic),
    "webp": Filtyp("image/webp", _webp),
    "docx": Filtyp(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _office("word/document.xml"),
    ),
    "xlsx": Filtyp(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _office("xl/workbook.xml"),
    ),
    "txt": Filtyp("text/plain", _text),
}
_PROGRAM = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_PROGRAMNAMN = {"exe", "com", "bat", "cmd", "ps1", "vbs", "js", "jar", "msi", "scr", "sh", "hta"}


def provad(filnamn: str, storlek: int, fil: BinaryIO, storst: int) -> Filtyp | Hinder:
    """The file's kind, or why it may not be attached. `storst` is the most bytes it may have."""
    ending = PurePath(filnamn).suffix.lower().lstrip(".")
    fil.seek(0)
    head = fil.read(4096)
    if storlek > storst:
        return Hinder(
            "bilaga_for_stor",
            f"{filnamn} är {_megabyte(storlek)} MB. En bilaga får vara högst"
            f" {_megabyte(storst)} MB: spara bilden i lägre upplösning eller dela upp dokumentet.",
            FIELD,
        )
    if head.startswith(_PROGRAM) or ending in _PROGRAMNAMN:
        return Hinder(
            "bilaga_program",
            f"{filnamn} är ett program och kan inte bifogas. Bifoga ett dokument eller en bild.",
            FIELD,
        )
    if not head:
        return Hinder(
            "bilaga_tom", f"{filnamn} är tom. Öppna filen och kontrollera innehållet.", FIELD
        )
    return _known(filnamn, ending, head, fil)


def _known(filnamn: str, ending: str, head: bytes, fil: BinaryIO) -> Filtyp | Hinder:
    kind = FILTYPER.get(ending)
    if kind is None:
        return Hinder(
            "bilaga_okand_typ",
            f"{filnamn} är av en typ som inte kan bifogas. Spara den som PDF, bild (JPG, PNG),"
            " Word, Excel eller text.",
            FIELD,
        )
    if not kind.bars_ut(head, fil):
        return Hinder(
            "bilaga_fel_innehall",
            f"{filnamn} är inte den typ av fil som namnet säger, eller innehåller makron. Öppna"
            " den och spara den på nytt, helst som PDF.",
            FIELD,
        )
    return kind


def _megabyte(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".replace(".", ",").removesuffix(",0")
