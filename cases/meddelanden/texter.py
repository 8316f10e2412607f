"""Texts that HMC edits: the loan's terms and papers, the links of the start page, and support.

Until somebody has written another, each is the one in `seed/`, marked as an example.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from cases.meddelanden.models import Text
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from workflows import clock
from workflows.errors import Forbidden, Hinder, NotFound, NotYourTurn, Refused

TEXTER: Mapping[str, str] = {
    "lanevillkor": "Lånevillkor",
    "laneforbindelse": "Låneförbindelsens text",
    "bilaga_1": "Bilaga 1 till låneförbindelsen",
    "lankar": "Länkar på startsidan",
    "support": "Vem svarar på vad?",
    "filmer": "Filmer om webSesam",
}
LANKAR = "lankar"
LANGST = 20_000
_ADRESSER = ("https://", "http://", "mailto:", "tel:")
_ROLLER = ("administrator", "kundtjanst")
_SEED = Path(__file__).with_name("seed")


@dataclass(frozen=True)
class Lasbar:
    """A text as it is shown. `version` changes when somebody writes it anew."""

    nyckel: str
    rubrik: str
    text: str
    exempel: bool
    andrad: datetime | None = None
    andrad_av: str = ""

    @property
    def version(self) -> str:
        """Which writing of it this is."""
        return self.andrad.isoformat() if self.andrad else "exempel"


def far_skriva(person: Anvandare) -> bool:
    """Whether the person edits HMC's texts."""
    return har_roll(person, *_ROLLER)


def krav(person: Anvandare) -> None:
    """Raise `Forbidden` unless the person edits HMC's texts."""
    if not far_skriva(person):
        raise Forbidden("Texterna ändras av kundtjänst eller administratör. Be dem om hjälp.")


def las(nyckel: str) -> Lasbar:
    """The text that holds now. Raises `NotFound`."""
    if nyckel not in TEXTER:
        raise NotFound("Det finns ingen sådan text. Välj en i listan.")
    kept = Text.objects.select_related("andrad_av").filter(nyckel=nyckel).first()
    if kept is None:
        shipped = (_SEED / f"{nyckel}.txt").read_text(encoding="utf-8").strip()
        return Lasbar(nyckel, TEXTER[nyckel], shipped, exempel=True)
    return Lasbar(
        nyckel,
        TEXTER[nyckel],
        kept.text,
        exempel=False,
        andrad=kept.andrad,
        andrad_av=kept.andrad_av.namn,
    )


def alla() -> list[Lasbar]:
    """Every text, in the order of the table."""
    return [las(nyckel) for nyckel in TEXTER]


@transaction.atomic
def skriv(person: Anvandare, nyckel: str, text: str, *, version: str | None = None) -> Lasbar:
    """Write a text in place of the one that holds. `version` is the one that was read.

    Raises `Forbidden`, `NotFound`, `Refused`, `NotYourTurn`.
    """
    krav(person)
    before = las(nyckel)
    new = text.replace("\r\n", "\n").strip()
    if hinder := _hinder(nyckel, new):
        raise Refused(hinder)
    list(Text.objects.select_for_update(no_key=True).filter(nyckel=nyckel))
    before = las(nyckel)
    if version is not None and version != before.version:
        raise NotYourTurn(
            f"Texten har ändrats av {before.andrad_av} sedan du öppnade sidan. Läs in sidan igen"
            " och gör om din ändring."
        )
    Text.objects.update_or_create(
        nyckel=nyckel, defaults={"text": new, "andrad": clock.now(), "andrad_av": person}
    )
    return las(nyckel)


def lankar() -> list[tuple[str, str]]:
    """The links of the start page: what each says and where it leads (ST-7, ST-13)."""
    pairs = (_delad(line) for line in las(LANKAR).text.splitlines() if line.strip())
    return [(label, address) for label, address in pairs if address.startswith(_ADRESSER)]


def _delad(line: str) -> tuple[str, str]:
    label, _, address = line.partition("|")
    return label.strip(), address.strip()


def _hinder(nyckel: str, text: str) -> list[Hinder]:
    if not text:
        return [Hinder("text_tom", "Skriv en text innan du sparar.", "text")]
    if len(text) > LANGST:
        return [Hinder("text_lang", f"Texten får ha högst {LANGST} tecken. Korta den.", "text")]
    if nyckel != LANKAR:
        return []
    return [
        Hinder(
            "lank_fel",
            f"Rad {place} är ingen länk. Skriv ord och adress med ett lodrätt streck emellan, till"
            " exempel Handbok | https://www.example.se/.",
            "text",
        )
        for place, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not (_delad(line)[0] and _delad(line)[1].startswith(_ADRESSER))
    ]
