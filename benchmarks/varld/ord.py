"""Text that a copy says in words of its own: other ids, numbers, days and people.

Ids are moved by one secret per copy (exclusive or), days by whole weeks. So everything that names
the same thing in the template names the same thing in the copy, in columns, texts and states alike.
"""

import re
import zlib
from base64 import b85encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from workflows.engine import codec, tell

# Version and variant stay as they are: what comes out is an id like any other.
MASK = 0xFFFFFFFF_FFFF_0FFF_3FFF_FFFFFFFFFFFF
_DAG = re.compile(r"(?<![0-9])20[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BORJADE = re.compile(r'(?<="at":)1[0-9]{9}(?=[.,}])')
_SEKUNDER = 86_400


@dataclass(frozen=True)
class Kopia:
    """What one copy has of its own. `nr` counts the copies of a template from 0."""

    nr: int
    salt: int
    dagar: int
    ersatt: Mapping[str, str]
    mottagare: int
    individer: int

    def id(self, was: UUID) -> UUID:
        """The copy's own id for what the template called so."""
        return UUID(int=was.int ^ self.salt)

    def dag(self, was: date) -> date:
        """The same weekday, some weeks earlier."""
        return was - timedelta(days=self.dagar)


Del = Callable[[Kopia], str]


def _id(was: UUID) -> Del:
    return lambda kopia: str(kopia.id(was))


def _kort(was: UUID) -> Del:
    return lambda kopia: b85encode(kopia.id(was).bytes).decode()


def _dag(text: str) -> Del:
    was = date.fromisoformat(text)
    return lambda kopia: kopia.dag(was).isoformat()


def _borjade(text: str) -> Del:
    was = int(text)
    return lambda kopia: str(was - kopia.dagar * _SEKUNDER)


def _namn(text: str) -> Del:
    return lambda kopia: kopia.ersatt[text]


def text(said: str, namn: Sequence[str], korta: Mapping[str, UUID] | None = None) -> Del | None:
    """How the copy says this, or None when it says the same.

    `namn` are what the copy has its own of; `korta` the short ids that may stand in a state.
    """
    found: list[tuple[int, int, Del]] = []

    def look(pattern: "re.Pattern[str]", made: Callable[[str], Del]) -> None:
        found.extend((m.start(), m.end(), made(m.group())) for m in pattern.finditer(said))

    look(_UUID, lambda match: _id(UUID(match)))
    if korta is not None:
        look(_BORJADE, _borjade)
        if korta:
            either = "|".join(re.escape(short) for short in korta)
            look(re.compile(f'(?<=")(?:{either})(?=")'), lambda match: _kort(korta[match]))
    if namn:
        longest = sorted(namn, key=len, reverse=True)
        look(re.compile("|".join(map(re.escape, longest))), _namn)
    look(_DAG, _dag)
    return _sammansatt(said, sorted(found, key=lambda part: part[:2])) if found else None


def _sammansatt(said: str, found: Sequence[tuple[int, int, Del]]) -> Del:
    parts: list[str | Del] = []
    place = 0
    for start, end, made in found:
        if start < place:  # within what is replaced already
            continue
        parts += [said[place:start], made]
        place = end
    parts.append(said[place:])
    whole = [part for part in parts if part != ""]
    return lambda kopia: "".join(part if isinstance(part, str) else part(kopia) for part in whole)


def tillstand(state: bytes, namn: Sequence[str], ids: Sequence[UUID]) -> Callable[[Kopia], bytes]:
    """How a copy's process stands: the same place, with tasks of its own."""
    return _packat(state, namn, ids, codec._DICTIONARY)


def berattat(content: bytes, namn: Sequence[str], ids: Sequence[UUID]) -> Callable[[Kopia], bytes]:
    """What a copy's move was told."""
    return _packat(content, namn, ids, tell._DICTIONARY)


def _packat(
    packed: bytes, namn: Sequence[str], ids: Sequence[UUID], dictionary: bytes
) -> Callable[[Kopia], bytes]:
    unpacker = zlib.decompressobj(-15, zdict=dictionary)
    plain = (unpacker.decompress(bytes(packed)) + unpacker.flush()).decode()
    said = text(plain, namn, {b85encode(one.bytes).decode(): one for one in ids})
    if said is None:
        return lambda _: bytes(packed)

    def pack(kopia: Kopia) -> bytes:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=dictionary)
        return packer.compress(said(kopia).encode()) + packer.flush()

    return pack


def korta_i(state: bytes) -> list[UUID]:
    """Every task that a state names by its short id."""
    unpacker = zlib.decompressobj(-15, zdict=codec._DICTIONARY)
    plain = (unpacker.decompress(bytes(state)) + unpacker.flush()).decode()
    found = []
    for short in re.findall(r'"([^"\\]{20})"', plain):
        try:
            found.append(codec.long_id(short))
        except ValueError:
            continue
    return found
