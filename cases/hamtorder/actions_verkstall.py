"""How a hämtorder is made: one form, one move."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hamtorder import rules, urval
from cases.hamtorder.models import Hamtorder, Hamtrad
from cases.hjalpmedel import innehav
from cases.hjalpmedel.innehav import las_hos
from cases.hjalpmedel.models import Innehav
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund, Leveransadress
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import har_roll
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, Refused

TYP = urval.TYP
BESTALLARE = ("forskrivare", "bestallare")


@dataclass(frozen=True)
class Hamtval:
    """What a person answers: where, how, and which of the aids (HO-1 … HO-7).

    `adress_id` is one of the unit's addresses; None takes the mottagare's own.
    """

    atgard: str
    rader: frozenset[int]
    adress_id: int | None
    adressnamn: str = ""
    co: str = ""
    gatuadress: str = ""
    postnr: str = ""
    postort: str = ""
    telefon: str = ""
    mobil: str = ""
    portkod: str = ""
    instruktioner: str = ""
    kontaktperson: str = ""
    kontakttelefon: str = ""
    information: str = ""
    rengjort: bool = False
    polisanmalan: str = ""


def krav_bestallare(person: Anvandare) -> None:
    """Raise `Forbidden` for those who make no hämtorder."""
    if not har_roll(person, *BESTALLARE):
        raise Forbidden(
            "Hämtorder läggs av förskrivare och beställare. Be någon med den rollen på enheten."
        )


@engine.move
def verkstall(mottagare: Mottagare, *, person: Anvandare, kund: Kund, svar: Hamtval) -> Hamtorder:
    """Make the hämtorder and set it going; for a direct one the aids are gone at once (HO-12, 13).

    Raises `Forbidden`, and `Refused` with every hinder at once.
    """
    krav_bestallare(person)
    if not egna_kunder(person).filter(pk=kund.pk).exists():
        raise Refused([Hinder("kund_annans", "Välj en enhet som du arbetar för.", "kund")])
    behorighet.krav_mottagare(person, mottagare, kund)
    if svar.atgard not in Hamtorder.Atgard.values:
        raise Refused([Hinder("atgard_saknas", "Välj Hämtplats/Åtgärd först.", "atgard")])
    plats = urval.hamtplats(svar.atgard)
    lost = svar.atgard == Hamtorder.Atgard.FORKOMMET
    if lost:
        svar = Hamtval(
            svar.atgard, svar.rader, None, information=svar.information,
            polisanmalan=svar.polisanmalan,
        )  # fmt: skip
    las_hos(mottagare.pk)
    rows = urval.innehav_att_lamna(mottagare)
    source = _kalla(kund, svar.adress_id)
    stoppa_om(
        rules.hinder_for_val(urval.bilder(rows), svar.rader, plats)
        + (
            rules.hinder_for_forkommet(svar.information, svar.polisanmalan)
            if lost
            else rules.hinder_for_adress(_adressbild(svar, mottagare), plats)
        )
    )
    now = clock.now()
    arende = Arende.objects.create(
        typ=TYP,
        rubrik=_rubrik([row for row in rows if row.pk in svar.rader]),
        mottagare=mottagare,
        kund=kund,
        bestallare=person,
        status=Hamtorder.Status.REGISTRERAD,
        skapad=now,
        verkstalld=now,
    )
    order = Hamtorder.objects.create(
        arende=arende,
        klass=plats.klass,
        sokbar=plats.sokbar,
        hmc_bekraftar=plats.hmc_bekraftar,
        hamtad_fran=source,
        rengjort=svar.rengjort,
        **_skrivet(svar),
    )
    bilder = {bild.id: bild for bild in urval.bilder(rows)}
    Hamtrad.objects.bulk_create(
        Hamtrad(
            order=order,
            nr=nr,
            innehav=row,
            antal=row.antal - row.aterlamnat,
            skrotas=bilder[row.pk].skrotas,
        )
        for nr, row in enumerate((row for row in rows if row.pk in svar.rader), start=1)
    )
    if lost:
        _stoppa_hyran(order)
    logga_atkomst(
        person, mottagare, Atkomst.Vad.OPPNADE, objekt="Hämtorder", kund=kund, arende=arende.pk
    )
    arende.process = engine.start(TYP, case_id=arende.pk, actor=person.username)
    arende.save(update_fields=["process"])
    order.arende.refresh_from_db()
    return order


def _stoppa_hyran(order: Hamtorder) -> None:
    """Nobody pays rent for what is lost, from the day it is reported; individer by id."""
    rows = order.rader.order_by("innehav__individ_id", "innehav_id")
    for innehav_id in rows.values_list("innehav_id", flat=True):
        innehav.stoppa_hyra(innehav_id, clock.today())
    order.hyra_stoppad = clock.now()
    order.save(update_fields=["hyra_stoppad"])


def _kalla(kund: Kund, adress_id: int | None) -> Leveransadress | None:
    if adress_id is None:
        return None
    found = Leveransadress.objects.filter(kund=kund, pk=adress_id).first()
    if found is None:
        raise Refused([Hinder("adress_annans", "Välj en av din enhets adresser.", "adress_id")])
    return found


def _skrivet(svar: Hamtval) -> dict[str, str]:
    taken = {field.name for field in fields(Hamtval)} - {"rader", "adress_id", "rengjort"}
    said = {name: str(getattr(svar, name)).strip() for name in taken}
    return said | {"postnr": "".join(said["postnr"].split())[:5]}


def _adressbild(svar: Hamtval, mottagare: Mottagare) -> rules.Adressbild:
    return rules.Adressbild(
        atgard=svar.atgard,
        namn=svar.adressnamn,
        gatuadress=svar.gatuadress,
        postnr=svar.postnr,
        postort=svar.postort,
        telefoner=(svar.telefon, svar.mobil, svar.kontakttelefon),
        egen=svar.adress_id is None,
        skyddad=mottagare.skyddad,
        hemligt=(mottagare.gatuadress, mottagare.telefon, mottagare.mobil)
        if mottagare.skyddad
        else (),
    )


def _rubrik(rows: Sequence[Innehav]) -> str:
    first = rows[0].artikel.benamning if rows else "Hämtorder"
    return (f"{first} och {len(rows) - 1} till" if len(rows) > 1 else first)[:160]
