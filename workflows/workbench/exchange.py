"""A process as files: out as they lie in `bpmn/`, and in from there or from another tool."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from workflows.diagrams.bundle import Bundle
from workflows.diagrams.xml import MAX_BYTES, safe_xml, texts
from workflows.errors import Hinder, Refused
from workflows.gate.drawing import local
from workflows.gate.processes import main_process

SCENARIOS = "scenarier.txt"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_KNOWN = (".bpmn", ".dmn", ".form.json")
AT_MOST = 60
_BYTES_IN_ALL = 10 * MAX_BYTES


def packed(bundle: Bundle) -> bytes:
    """A zip with one folder, named by the process, that can be put in `bpmn/` as it is."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(bundle):
            # A fixed moment: the same version always gives the same bytes.
            entry = zipfile.ZipInfo(f"{bundle.process_id}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return held.getvalue()


def unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What was sent, with each zip among it opened. Folders are left out of the names.

    Raises `Refused` for what is too much, or no zip.
    """
    found: dict[str, bytes] = {}
    for name, data in _each(files):
        if name in found:
            raise _no(f"Det är två filer som heter ”{name}”. Skicka bara den som ska gälla.")
        if len(data) > MAX_BYTES:
            raise _no(f"Filen ”{name}” är större än {MAX_BYTES // 1024 // 1024} MB. Dela upp den.")
        found[name] = data
        if len(found) > AT_MOST or sum(map(len, found.values())) > _BYTES_IN_ALL:
            raise _no(
                f"Det är för mycket på en gång; högst {AT_MOST} filer tas emot. Skicka bara"
                " processens egna."
            )
    return found


def merged(base: Bundle | None, files: Mapping[str, bytes]) -> Bundle:
    """A bundle with these files in place of the base's of the same names.

    The diagram that is named as the process, or the only one sent, is the process's own.
    Raises `Refused` saying what is wrong with a file.
    """
    sent = {name: data for name, data in files.items() if not name.startswith(".")}
    for name in sent:
        if not name.endswith(_KNOWN) and name != SCENARIOS:
            raise _no(
                f"Filen ”{name}” hör inte till en process. Skicka .bpmn, .dmn, .form.json"
                f" eller {SCENARIOS}."
            )
    written = {name: _as_text(name, data) for name, data in sent.items()}
    own = _own_diagram(base, {name: data for name, data in sent.items() if name.endswith(".bpmn")})
    bpmn = written.pop(own).encode() if own else b""
    process_id = base.process_id if base else _id_of(bpmn, own)
    scenarios = written.pop(SCENARIOS, base.scenarios if base else "")
    return Bundle(
        process_id,
        bpmn or (base.bpmn if base else b""),
        {**(base.files if base else {}), **written},
        scenarios,
    )


def files(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """Its files by name, the diagram first."""
    yield f"{bundle.process_id}.bpmn", bundle.bpmn
    for name in sorted(bundle.files):
        yield name, bundle.files[name].encode()
    if bundle.scenarios:
        yield SCENARIOS, bundle.scenarios.encode()


def _each(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """One file at a time, so that no more is unfolded than may be kept."""
    for name, data in files.items():
        if not name.lower().endswith(".zip"):
            yield name.rpartition("/")[2], data
            continue
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for entry in archive.infolist():
                    # What a zip says of a file is checked before the file is unfolded.
                    if not entry.is_dir() and entry.file_size <= MAX_BYTES:
                        yield entry.filename.rpartition("/")[2], archive.read(entry)
                    elif not entry.is_dir():
                        raise _no(f"”{entry.filename}” är för stor. Skicka bara processens filer.")
        except _BROKEN as error:
            raise _no(f"”{name}” går inte att öppna. Packa filerna igen, utan lösenord.") from error


def _own_diagram(base: Bundle | None, sent: Mapping[str, bytes]) -> str:
    """Which of the diagrams is the process's own: named as it, or about it. Empty for none."""
    if base is not None:
        about = [name for name, data in sent.items() if _id_of(data, name) == base.process_id]
        named = f"{base.process_id}.bpmn"
        return named if named in sent else next(iter(about), "")
    if len(sent) == 1:
        return next(iter(sent))
    if not sent:
        raise _no("Välj processens diagram, en fil som slutar på .bpmn.")
    own = [name for name, data in sent.items() if name == f"{_id_of(data, name)}.bpmn"]
    called = {name for data in sent.values() for name in _called(data)}
    first = [name for name in own if name.removesuffix(".bpmn") not in called]
    if len(first) == 1:
        return first[0]
    raise _no(
        "Det är flera diagram. Döp processens eget till dess id; de andra är dem det anropar."
    )


def _called(bpmn: bytes) -> list[str]:
    return [text for text in texts(safe_xml(bpmn), "//bpmn:callActivity/@calledElement") if text]


def _id_of(bpmn: bytes, name: str) -> str:
    root = Bundle("", bpmn).tree.getroot()
    if local(root) != "definitions":
        raise _no(f"”{name}” är inget BPMN-diagram. Spara det på nytt från ritverktyget.")
    return main_process(root, name.removesuffix(".bpmn"))


def _as_text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no(f"Filen ”{name}” är inte text i UTF-8. Spara den på nytt.") from error
    if "\0" in text:
        raise _no(f"Filen ”{name}” är inte text. Spara den på nytt från ritverktyget.")
    return text


def _no(mening: str) -> Refused:
    return Refused([Hinder("fil", mening, "filer")])
