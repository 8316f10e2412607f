"""What may be cut off in the middle: each finds what it needs in the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

from cases.felrapport import actions, actions_avvikelse, actions_hmc
from cases.felrapport.actions_avvikelse import Anmalan
from cases.felrapport.foljder import Foljd
from cases.felrapport.models import Felrapport
from cases.felrapport.svar import Svar
from cases.hjalpmedel.models import Innehav
from cases.kundorder.models import Kundorder
from cases.organisation.models import Anvandare
from workflows import engine

DAGEN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _vem(namn: str) -> Anvandare:
    return Anvandare.objects.get(username=namn)


def _rapport() -> Felrapport:
    return Felrapport.objects.get()


def verkstall() -> None:
    """Miriam reports a bed that hurt somebody: it gets a number and the bed is held."""
    sang = Innehav.objects.filter(individ__isnull=False).get()
    said = Svar(
        handelse="trasigt",
        galler=Kundorder.objects.get(rader=sang.rad).pk,
        innehav=sang.pk,
        skada="ja",
        risk_for_skada=True,
        orsak_produkt="oklart",
        datum=date(2026, 11, 25),
        tid=time(8, 30),
        beskrivning="Grinden föll ned och klämde en hand.",
    )
    actions.verkstall(None, person=_vem("miriam"), svar=said)


def ta_emot() -> None:
    actions_hmc.ta_emot(_rapport().pk, person=_vem("kalle"))


def utred() -> None:
    """Kalle answers with a replacement, a credit and the work of the investigation."""
    asked = (
        Foljd("ersattning"),
        Foljd("kreditering", belopp=Decimal(10)),
        Foljd("arbete", typ="MTA_UND", text="Undersök grinden."),
    )
    said = actions_hmc.Utredning("åtgärdad", "Ni får en ny säng.", foljder=asked)
    actions_hmc.utred(_rapport().pk, person=_vem("kalle"), utredning=said)


def anmal() -> None:
    said = Anmalan(lv_skal="Tillverkaren har anmält.", ivo_skal="Ingen vårdskada.")
    actions_avvikelse.anmal_avvikelse(_rapport().pk, person=_vem("miriam"), anmalan=said)


def avsluta() -> None:
    """The investigation is over: the bed may be used."""
    actions_avvikelse.avsluta_avvikelse(
        _rapport().pk,
        person=_vem("kalle"),
        beslut="anvands",
        text="Grinden var rätt monterad.",
        utan_arbete_skal="Undersökt på plats.",
    )


def aterkoppla() -> None:
    actions.aterkoppla(_rapport().pk, person=_vem("miriam"), racker=True)


def svep() -> None:
    """A worker carries out what waits: messages reach their cases, and theirs in turn."""
    while engine.tick().messages:
        pass


GARNINGAR: Mapping[str, Callable[[], None]] = {
    "verkstall": verkstall,
    "ta_emot": ta_emot,
    "utred": utred,
    "svep": svep,
    "anmal": anmal,
    "avsluta": avsluta,
    "aterkoppla": aterkoppla,
}
