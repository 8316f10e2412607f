"""Models in files: read once, again when a file has changed; imports come from the same folder."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from workflows.dmn import markup
from workflows.dmn.errors import DmnError
from workflows.dmn.model import Model
from workflows.dmn.reader import read

Stamp = tuple[int, int]


@dataclass(slots=True)
class ModelFiles:
    """The models opened so far, each with the stamps of the files it was read from."""

    _open: dict[Path, tuple[Model, dict[Path, Stamp]]] = field(default_factory=dict)

    def open(self, path: Path) -> Model:
        """The model in the file as it is now. Raises `DmnError` where it can't be read."""
        path = path.absolute()
        known = self._open.get(path)
        if known is not None and all(_stamp(file) == was for file, was in known[1].items()):
            return known[0]
        stamps = {path: _stamp(path)}
        model = read(_content(path), resolver=_Folder(path, stamps).find)
        self._open[path] = (model, stamps)
        return model


@dataclass(slots=True)
class _Folder:
    """The files beside one file; notes in `stamps` which of them were used."""

    asker: Path
    stamps: dict[Path, Stamp]

    def find(self, namespace: str, location: str) -> bytes | None:
        # Only the last part of a location counts: a file can't reach outside its folder.
        named = self.asker.with_name(PurePosixPath(location).name) if location else None
        beside = sorted(self.asker.parent.glob("*.dmn"))
        for file in [*([named] if named is not None and named.is_file() else []), *beside]:
            if file == self.asker:
                continue
            xml = _content(file)
            if _namespace(xml) == namespace:
                self.stamps[file] = _stamp(file)
                return xml
        return None


def _namespace(xml: bytes) -> str | None:
    try:
        return markup.parse(xml).get("namespace")
    except DmnError:
        return None


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(markup.MAX_BYTES + 1)
    except OSError as fault:
        raise DmnError(
            f"Filen {path.name} kan inte läsas ({fault.strerror}). Kontrollera sökvägen."
        ) from None
