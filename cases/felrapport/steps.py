"""What the system does in `felrapport`. Each may run twice and then does nothing more."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from cases.felrapport.facts import for_felrapport
from cases.felrapport.models import Felrapport, Foljdatgard, Kreditering
from cases.felrapport.oppning import TYP, hamta, satt_status
from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.hjalpmedel import innehav
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare, Grupp
from cases.organisation.queries import med_roll
from workflows import clock, engine, registry, workdays
from workflows.effects import Asked
from workflows.errors import Unworkable
from workflows.registry import Tillfalle, step

_TABELL = "felrapport_grupp"


def _vad_tabellen_ger(asked: Asked) -> Mapping[str, Any]:
    """What `registrera_felrapport` writes of the table's answer; nothing where the diagram has not
    asked it. Raises `Unworkable` for a group that there is not."""
    if _TABELL not in asked.answers:
        return {}
    return {"grupp": _grupp(asked), "svara_senast": _svara_senast(asked)}


def _grupp(asked: Asked) -> str:
    """Its key. What only one group may read goes to that group, whatever the table says."""
    if asked.fact("kategori") == Felrapport.Kategori.BEMOTANDE:
        return settings.FELRAPPORT_BEMOTANDE_GRUPP
    named = asked.answers[_TABELL]["hmc_grupp"]
    if named not in asked.groups:
        raise Unworkable(
            f"Ingen grupp heter {named}. Skapa gruppen under Processer, Grupper och försök igen,"
            " eller rätta tabellen ”Felrapportens mottagare hos HMC”, publicera och flytta ärendet"
            " dit."
        )
    return asked.groups[named]


def _svara_senast(asked: Asked) -> datetime:
    return workdays.add(asked.effective, int(asked.answers[_TABELL]["svarstid_arbetsdagar"]))


@step(settles=_vad_tabellen_ger)
def registrera_felrapport(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The group that the table names, its last day, and the number: the last lock of all.

    Raises `Unworkable` for a group that there is not: then a person makes it or mends the table.
    """
    found = hamta(arende)
    if found.arende.nummer is not None:
        return
    # Every fact: an owner may let the table ask one more than it did.
    facts = asdict(for_felrapport(found))
    said = engine.decide(TYP, _TABELL, facts, case_id=arende).value
    asked = Asked(
        fact=facts.__getitem__,
        answers={_TABELL: said},
        effective=found.arende.verkstalld or tillfalle.effective,
        groups=registry.group_names(),
    )
    # Who may read it was settled when it was written.
    found.grupp = found.arende.lases_av or Grupp.objects.get(nyckel=_grupp(asked))
    found.svara_senast = _svara_senast(asked)
    found.save(update_fields=["grupp", "svara_senast"])
    satt_status(found, Felrapport.Status.NY)
    found.arende.nummer = nummer.nasta(TYP)
    found.arende.save(update_fields=["nummer"])


@step()
def ta_bort_utkast(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """A draft that nobody has touched for 30 days is taken away, and its owner told."""
    found = hamta(arende)
    satt_status(found, Felrapport.Status.RADERAD)
    skicka(
        found.arende.bestallare,
        "Ett utkast till felrapport är borttaget",
        f"Utkastet som du började på {clock.local(found.arende.skapad):%Y-%m-%d} hade inte ändrats"
        " på 30 dagar och är borttaget. Skriv en ny felrapport om den ändå behövs.",
        arende=arende,
        nyckel=f"{arende}:utkast",
    )


@step()
def eskalera_mottagning(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nobody has taken it on in a working day: the group and its managers are told."""
    found = hamta(arende)
    skicka(
        _gruppen_och_chefen(found),
        f"Felrapport {found.arende.nummer} är inte mottagen",
        f"Felrapporten har legat hos {found.grupp} i en arbetsdag utan att någon har tagit emot"
        " den. Ta emot den nu, eller lämna den till rätt grupp.",
        arende=arende,
        nyckel=f"{arende}:mottagning:{tillfalle.effective:%Y%m%d%H%M}",
    )


@step()
def eskalera_svar(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The answer is late: the group, its managers and the one who reported are told."""
    found = hamta(arende)
    key = f"{arende}:svar:{tillfalle.effective:%Y%m%d%H%M}"
    skicka(
        _gruppen_och_chefen(found),
        f"Svaret på felrapport {found.arende.nummer} dröjer",
        f"Felrapporten hos {found.grupp} skulle ha varit besvarad. Svara nu, eller säg till den som"
        " anmälde vad ni väntar på.",
        arende=arende,
        nyckel=key,
    )
    skicka(
        found.arende.bestallare,
        f"Svaret på felrapport {found.arende.nummer} dröjer",
        f"{found.grupp} har inte svarat i tid. Gruppens chef har fått veta det.",
        arende=arende,
        nyckel=f"{key}:anmalare",
    )


@step()
def paminn(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The one who reported has not answered the group's question."""
    found = hamta(arende)
    skicka(
        found.arende.bestallare,
        f"Felrapport {found.arende.nummer} väntar på din komplettering",
        f"{found.grupp} behöver veta mer. Svara inom tio arbetsdagar: annars avslutas"
        " felrapporten.",
        arende=arende,
        nyckel=f"{arende}:paminn:{tillfalle.effective:%Y%m%d%H%M}",
    )


@step()
def avsluta_obesvarad(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nothing came in twenty working days: the report is closed without an answer."""
    found = hamta(arende)
    skicka(
        found.arende.bestallare,
        f"Felrapport {found.arende.nummer} är avslutad",
        "Frågan blev inte besvarad i tid, så felrapporten är avslutad. Skriv en ny om det ändå"
        " behövs.",
        arende=arende,
        nyckel=f"{arende}:obesvarad",
    )


@step()
def svara(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """The group's answer goes to the one who reported (N17)."""
    found = hamta(arende)
    refused = found.utfall == Felrapport.Utfall.AVSLAGEN
    satt_status(found, Felrapport.Status.AVSLAGEN if refused else Felrapport.Status.ATGARDAD)
    answer = found.inlagg.filter(slag="svar").last()
    skicka(
        found.arende.bestallare,
        f"Felrapport {found.arende.nummer} är besvarad",
        f"{found.grupp} svarar: {answer.text if answer else ''} Säg inom tio arbetsdagar om svaret"
        " inte räcker.",
        arende=arende,
        nyckel=f"{arende}:N17:{answer.pk if answer else 0}",
    )


@step()
def avsluta(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """Nothing is left to do; what was refused stays so."""
    found = hamta(arende)
    if found.arende.status != Felrapport.Status.AVSLAGEN:
        satt_status(found, Felrapport.Status.AVSLUTAD)


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)


@step()
def notera_foljder(arende: UUID, *, tillfalle: Tillfalle) -> None:
    """What was asked for is so; the credit is written for the invoice basis, and the rent of what
    is replaced stops: of the two aids only the new one's is paid (§2.7)."""
    found = hamta(arende)
    today = clock.local(tillfalle.effective).date()
    for one in found.foljder.filter(begard__isnull=True):
        if one.belopp is not None and found.arende.kund is not None:
            aid = found.innehav
            Kreditering.objects.get_or_create(
                foljdatgard=one,
                defaults={
                    "kund": found.arende.kund,
                    "betalare": (aid and aid.betalare) or found.arende.kund.betalare,
                    "innehav": aid,
                    "belopp": one.belopp,
                    "skal": f"Felrapport {found.arende.nummer}. {one.text}".strip()[:400],
                    "dag": today,
                },
            )
        if one.slag == Foljdatgard.Slag.ERSATTNING and _hyrs(found):
            innehav.stoppa_hyra(found.innehav_id or 0, max(today, _hyrd_fran(found)))
        one.begard = tillfalle.effective
        one.save(update_fields=["begard"])


def _hyrs(found: Felrapport) -> bool:
    aid = found.innehav
    return aid is not None and aid.hyra_fran is not None and aid.hyra_till is None


def _hyrd_fran(found: Felrapport) -> date:
    aid = found.innehav
    return aid.hyra_fran if aid is not None and aid.hyra_fran is not None else clock.today()


def _gruppen_och_chefen(found: Felrapport) -> list[Anvandare]:
    """The group's people and HMC's managers; of what only a group may read, that group alone."""
    group = list(found.grupp.medlemmar.filter(is_active=True)) if found.grupp else []
    if found.arende.lases_av_id is not None:
        return group
    return [*group, *med_roll("gruppchef")]
