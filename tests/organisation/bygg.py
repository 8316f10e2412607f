"""The smallest registers that a test needs, made by hand: nothing that is not asked for."""

from datetime import date
from itertools import count

from cases.artiklar.models import Artikel
from cases.artiklar.register import spara_artikel
from cases.hjalpmedel.flytt import Gods, ta_in
from cases.hjalpmedel.models import Agare, Individ, Rorelse
from cases.hjalpmedel.saldon import Andring, Handelse, bokfor
from cases.mottagare.identitet import luhn
from cases.mottagare.models import Mottagare
from cases.mottagare.register import lagg_upp_patient
from cases.organisation.models import Anvandare, Baskod, Betalare, Kund, Lager, Uppdrag

_numbers = count(1)
IN = Handelse(Rorelse.Slag.INLEVERANS, "test")


def kund(nummer: str = "1912", organisation: str = "kommun") -> Kund:
    payer, _ = Betalare.objects.get_or_create(
        nummer=nummer, defaults={"namn": f"Betalare {nummer}"}
    )
    made, _ = Kund.objects.get_or_create(
        nummer=nummer,
        defaults={"namn": f"Kund {nummer}", "organisation": organisation, "betalare": payer},
    )
    return made


def person(*roller: str, kunder: tuple[Kund, ...] = (), username: str = "") -> Anvandare:
    made = Anvandare.objects.create(
        username=username or f"person{next(_numbers)}", roller=list(roller)
    )
    for place, unit in enumerate(kunder):
        Uppdrag.objects.create(anvandare=made, kund=unit, forvald=place == 0)
    return made


def baskod(kod: str = "1446") -> Baskod:
    payer, _ = Betalare.objects.get_or_create(namn=f"Betalare för {kod}")
    made, _ = Baskod.objects.get_or_create(
        kod=kod,
        defaults={
            "namn": f"Kommun {kod}",
            "sida": "kommun" if kod.endswith("k") else "region",
            "betalare": payer,
        },
    )
    return made


def personnummer(dag: str = "19500101") -> str:
    """A number of the series that is kept for tests."""
    middle = f"98{next(_numbers) % 10}"
    return f"{dag}{middle}{luhn(dag[2:] + middle)}"


def patient(identitet: str = "", skydd: str = "", avliden: date | None = None) -> Mottagare:
    made = lagg_upp_patient(
        identitet or personnummer(f"19{50 + next(_numbers) % 50}0101"),
        "Vera Prov",
        baskod(),
        av="test",
        skydd=skydd,
        avliden=avliden,
    )
    made.gatuadress, made.postnr, made.postort = "Provgatan 1", "54130", "SKÖVDE"
    made.telefon, made.mobil, made.portkod = "010-111", "070-222", "3333"
    made.save()
    return made


def lager(nummer: str = "10", agare: Kund | None = None) -> Lager:
    made, _ = Lager.objects.get_or_create(
        nummer=nummer,
        defaults={
            "namn": f"Lager {nummer}",
            "typ": "buffert" if agare else "hmc",
            "kund": agare,
        },
    )
    return made


def artikel(nummer: str = "75178", benamning: str = "Säng SB755", **falt: object) -> Artikel:
    made = Artikel(
        **{
            "nummer": nummer,
            "benamning": benamning,
            "typ": "huvudhjalpmedel",
            "debiteringsform": "hyra",
            "leveranstid": "7",
            "lager": lager(),
            **falt,
        }
    )
    spara_artikel(made)
    made.refresh_from_db()
    return made


def individ(av: Artikel, hos: Lager | None = None) -> Individ:
    """An individ on its way, or taken in at a lager. Needs a transaction."""
    made = Individ.objects.create(
        nummer=str(1_000_000 + next(_numbers)),
        artikel=av,
        plats=Individ.Plats.TRANSPORT,
        agare=Agare.OMRADE_HJALPMEDEL,
    )
    if hos is not None:
        ta_in([Gods(hos.pk, av.pk, individ_id=made.pk)], IN)
        made.refresh_from_db()
    return made


def i_lager(av: Artikel, hos: Lager, antal: int) -> None:
    """So many on the shelf. Needs a transaction."""
    bokfor([Andring(hos.pk, av.pk, antal=antal)], IN)
