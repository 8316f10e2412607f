"""A patient with a bed that is to be adapted, and those who take part in it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.hjalpmedel.innehav import Utlamnat, oppna
from cases.hjalpmedel.models import Individ
from cases.organisation.models import Anvandare
from cases.specialanpassning import actions, actions_tekniker, dokument
from cases.specialanpassning.models import Specialanpassning
from cases.specialanpassning.rules import Anvisning, Bedomning, Godkannande, Tillverkarsvar
from tests.kundorder.varld import Varld, bygg_varld, leverera_meddelanden, person
from workflows import clock, engine
from workflows.diagrams import versions
from workflows.diagrams.bundle import from_folder

ANVISNING = Anvisning(
    provat_anpassning=True,
    provat_sortiment=True,
    provat_utanfor=True,
    varfor="Ingen grind i sortimentet går att fästa.",
    syfte="Ligga säkert.",
    egenskaper="En grind med klädsel på vänster sida.",
    matt="80 × 40 cm, se ritning.",
    anvandning="Hemma, dygnet runt.",
    risker="Klämrisk mellan grind och madrass.",
    atgarder="Klädsel utan springa.",
)
PAPPER = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class Special:
    """The world of kundorder, with an adapted bed's people."""

    v: Varld
    tyra: Anvandare
    kalle: Anvandare
    individ: Individ
    arbetsorder: UUID

    @property
    def spec(self) -> Specialanpassning:
        return Specialanpassning.objects.select_related("arende").get(arbetsorder=self.arbetsorder)


def bygg() -> Special:
    v = bygg_varld()
    for process in ("specialanpassning", "hamtorder", "returmottagning"):
        versions.publish(from_folder(settings.BPMN_DIR / process), case_type=process)
    bed = Individ.objects.create(
        nummer="1438560", artikel=v.sang, plats="transport", agare="omrade_hjalpmedel"
    )
    handed = Utlamnat(
        mottagare_id=v.patient.pk,
        artikel_id=v.sang.pk,
        agare="omrade_hjalpmedel",
        debiteringsform="hyra",
        individ_id=bed.pk,
        kund_id=v.kund.pk,
    )
    oppna(handed, date(2026, 10, 1))
    return Special(
        v=v,
        tyra=person("tyra", "tekniker"),
        kalle=person("kalle", "kostnadsansvarig", kund=v.kund),
        individ=bed,
        arbetsorder=uuid4(),
    )


def begard(s: Special, **fler: Any) -> Specialanpassning:
    """The arbetsorder has asked for it."""
    payload = {
        "arbetsorder": str(s.arbetsorder),
        "nummer": "26480001",
        "mottagare": s.v.patient.pk,
        "kund": s.v.kund.pk,
        "bestallare": s.v.miriam.pk,
        "artikel": s.v.sang.pk,
        "individ": s.individ.pk,
        "kostnadsforslag": False,
        "beskrivning": "Grind med klädsel.",
    }
    engine.send("specialanpassning_begard", str(s.arbetsorder), {**payload, **fler})
    leverera_meddelanden()
    return s.spec


def anvisad(s: Special, **fler: Any) -> Specialanpassning:
    """The förskrivare has written the instruction."""
    return actions.utfarda_anvisning(begard(s, **fler).pk, person=s.v.miriam, sagt=ANVISNING)


def bedomning(**fler: Any) -> Bedomning:
    """It can be made, outside the manufacturer's instructions."""
    said: dict[str, Any] = {
        "utfall": "mojlig",
        "risker": "Grinden kan lossna.",
        "atgarder": "Dubbla fästen.",
        "inom_anvisning": False,
        "klar_senast": date(2026, 12, 18),
        "minuter": 30,
    }
    return Bedomning(**{**said, **fler})


def bedomd(s: Special, **fler: Any) -> Specialanpassning:
    """The technician has said that it can be made."""
    return actions_tekniker.bedom(anvisad(s).pk, person=s.tyra, sagt=bedomning(**fler))


def med_kostnad(s: Special) -> Specialanpassning:
    """The technician has said what it costs."""
    spec = anvisad(s, kostnadsforslag=True)
    said = bedomning(belopp=Decimal("4200.00"))
    return actions_tekniker.bedom(spec.pk, person=s.tyra, sagt=said)


def svarat(s: Special, **fler: Any) -> Specialanpassning:
    """The manufacturer says no, and it goes on as a specialanpassad produkt."""
    said: dict[str, Any] = {
        "tillverkare": "Sängbolaget",
        "fragad": clock.today(),
        "godkanner": False,
        "svar": "Vi kan inte ansvara för grinden.",
    }
    spec = s.spec
    answer = Tillverkarsvar(**{**said, **fler})
    return actions_tekniker.inhamta_svar(spec.pk, person=s.tyra, sagt=answer)


def papper(s: Special, *slag: str) -> None:
    """File a paper of each of these kinds."""
    for one in slag:
        dokument.lagg_till_dokument(
            s.spec.pk, person=s.tyra, slag=one, fil=SimpleUploadedFile(f"{one}.pdf", PAPPER)
        )


def markt(s: Special) -> Specialanpassning:
    """Made and marked with all its papers."""
    papper(s, "ritning")
    actions_tekniker.tillverka(s.spec.pk, person=s.tyra, minuter=240)
    papper(s, "markning", "teknisk", "utlatande")
    return actions_tekniker.mark(
        s.spec.pk, person=s.tyra, individ=s.individ.nummer, ce_borttagen=True, minuter=20
    )


def godkand(s: Special) -> Specialanpassning:
    """The whole way, to the förskrivare's approval."""
    bedomd(s)
    svarat(s)
    markt(s)
    done = actions.godkann(s.spec.pk, person=s.v.miriam, sagt=JA)
    leverera_meddelanden()
    return done


JA = Godkannande(godkanns=True, utprovad=True, instruktioner=True, journal=True)
