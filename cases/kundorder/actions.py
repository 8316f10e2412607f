"""What a förskrivare does in the guide: one function per part, the last one sends the order."""

from dataclasses import fields
from uuid import UUID

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.kundorder import (
    begaranden,
    betalning,
    granskning,
    nya_rader,
    ordertyp,
    prioritet,
    rules,
    uttag,
)
from cases.kundorder import orderhuvud as huvud
from cases.kundorder.models import Kundorder
from cases.kundorder.oppning import ga_vidare, notera_andring, oppna_utkast
from cases.kundorder.svar import Huvud, Leveransval
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund
from cases.organisation.queries import egna_kunder
from cases.organisation.roller import har_roll
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, Refused
from workflows.models import Process
from workflows.registry import action

TYP = "kundorder"
_EGNA_FALT = {"adress_id", "prioritet"}
_KOP_BARA_VARDENHET = (
    "Debiteringsformen kan ändras till köp bara för en vårdenhet. Ta bort krysset."
)
_RADER_FINNS = (
    "Ordertyp, mottagare och debiteringsform kan ändras bara innan den första artikeln är"
    " registrerad. Välj Avbryt i Orderrader om du vill börja om."
)


@engine.move
def ny(
    *,
    person: Anvandare,
    nummer: str = "",
    kund: Kund | None = None,
    till_vardenhet: bool = False,
) -> Kundorder:
    """Begin a draft. It is saved from the first moment and has no number. Raises `Forbidden`.

    `kund` is one of the person's units; the preselected one when not said.
    """
    if not har_roll(person, "forskrivare", "bestallare"):
        raise Forbidden(
            "Kundorder läggs av förskrivare och beställare. Be någon med den rollen på enheten."
        )
    now = clock.now()
    arende = Arende.objects.create(
        typ=TYP,
        rubrik="Kundorder",
        kund=kund or egna_kunder(person).first(),
        bestallare=person,
        status=Kundorder.Status.UNDER_REGISTRERING,
        skapad=now,
    )
    order = Kundorder.objects.create(
        arende=arende,
        skrivet_nummer=nummer[:20],
        till_vardenhet=till_vardenhet,
        andrad=now,
        andrad_av=person,
        senaste_andring="ordern började",
    )
    arende.process = engine.start(TYP, case_id=arende.pk, actor=person.username)
    arende.save(update_fields=["process"])
    return order


@action
@engine.move
def orderhuvud(
    arende: UUID, *, person: Anvandare, svar: Huvud, version: int | None = None
) -> Kundorder:
    """Whom the order is for and who orders (KO-1, KO-2). Raises `Refused`, `NotYourTurn`."""
    process, order = oppna_utkast(arende, person, version)
    kund = egna_kunder(person).filter(pk=svar.kund_id).first()
    typ, forrad = huvud.typ_och_forrad(svar)
    mottagare = huvud.mottagaren(svar, typ)
    hinder = ordertyp.hinder_for_typ(
        order, person, typ, forrad, mottagare.get_typ_display() if mottagare is not None else ""
    )
    if kund is None:
        hinder.append(Hinder("kund_annans", "Välj en enhet som du arbetar för.", "kund"))
    if mottagare is not None:
        hinder += _hinder_for_mottagare(person, mottagare, kund, svar)
    if svar.till_kop and not svar.till_vardenhet:
        hinder.append(Hinder("till_kop_patient", _KOP_BARA_VARDENHET, "till_kop"))
    if huvud.byter_grund(order, mottagare, typ, forrad, till_kop=svar.till_kop):
        hinder.append(Hinder("rader_finns", _RADER_FINNS, "nummer"))
    stoppa_om(hinder)
    huvud.skriv(order, mottagare, kund, typ, forrad, svar)
    huvud.logga(person, order, svar)
    notera_andring(order, person, "orderhuvudet ändrades")
    ga_vidare(process, "orderhuvud", person)
    return order


@action
@engine.move
def orderrader(arende: UUID, *, person: Anvandare, version: int | None = None) -> Kundorder:
    """Go on from the rows, of which there must be one (KO-10). Raises `Refused`, `NotYourTurn`."""
    process, order = oppna_utkast(arende, person, version)
    rader = list(begaranden.orders_rader(arende))
    if not rader:
        raise Refused(
            [Hinder("rader_saknas", "Lägg till minst en artikel innan du fortsätter.", "artikel")]
        )
    stoppa_om(uttag.hinder_for_individer(order, rader))
    ga_vidare(process, "orderrader", person)
    return order


@action
@engine.move
def leveransuppgifter(
    arende: UUID, *, person: Anvandare, svar: Leveransval, version: int | None = None
) -> Kundorder:
    """Where and how (KO-17 … KO-24). Raises `Refused` with every hinder, `NotYourTurn`."""
    process, order = oppna_utkast(arende, person, version)
    _skriv_leverans(order, svar)
    bild = granskning.orderbild(order, list(begaranden.orders_rader(arende)))
    hinder = rules.hinder_for_adress(bild.adress, patient=bild.patient, skyddad=bild.skyddad)
    if order.samleverans:
        hinder += rules.hinder_for_samleverans(len(bild.rader))
    if bild.prioritet_hinder:
        hinder.append(Hinder("prioritet", bild.prioritet_hinder, "prioritet"))
    stoppa_om(hinder)
    notera_andring(order, person, "leveransuppgifterna ändrades")
    ga_vidare(process, "leveransuppgifter", person)
    return order


@engine.move
def hamta_leveransadress(
    arende: UUID, *, person: Anvandare, svar: Leveransval, version: int | None = None
) -> Kundorder:
    """Fill in the address that was chosen, and keep what else was typed (KO-18). Moves no token."""
    _, order = oppna_utkast(arende, person, version)
    _skriv_leverans(order, svar)
    source = order.hamtad_fran or order.arende.mottagare
    skyddad = order.arende.mottagare is not None and order.arende.mottagare.skyddad
    stoppa_om(rules.hinder_for_skydd(skyddad=skyddad, egen=order.hamtad_fran is None))
    if source is not None:
        granskning.hamta_adress(order, source, order.hamtad_fran)
    notera_andring(order, person, "leveransadressen byttes")
    return order


@action
@engine.move
def verkstall(
    arende: UUID,
    *,
    person: Anvandare,
    version: int | None = None,
    underskott_bekraftat: bool = False,
) -> Kundorder:
    """Send the order: prices are frozen, it gets its number, goods are set aside (KO-25).

    `underskott_bekraftat` says that an uttag's goods are there whatever the books say (KO-5).
    Raises `Refused` with every hinder at once, `NotYourTurn` when it is sent already.
    """
    process, order = oppna_utkast(arende, person, version)
    rader = list(begaranden.orders_rader(arende))
    if uttag.ar_uttag(order):
        uttag.las(rader)
    stoppa_om(
        rules.hinder_for_verkstall(granskning.orderbild(order, rader), clock.today())
        + uttag.hinder_for_individer(order, rader)
        + uttag.hinder_for_saldo(order, rader, bekraftat=underskott_bekraftat)
    )
    order.underskott_bekraftat = underskott_bekraftat and uttag.ar_uttag(order)
    return skicka(process, order, person)


def skicka(process: Process, order: Kundorder, person: Anvandare) -> Kundorder:
    """Send an order whose token stands at Verkställ and that nothing hinders."""
    rader = list(begaranden.orders_rader(order.pk))
    if order.delad_fran_id is None:
        # What was parted from an order that is sent keeps the payers and prices of that day.
        betalning.rakna_om(order, rader)
        granskning.frys_priser(order, rader)
    said = prioritet.besked(order, rader)
    # What kundtjänst is still to settle is charged when it has.
    order.akutavgift = said.avgift if said.tillaten else None
    nya_rader.numrera(order)
    order.arende.verkstalld = clock.now()
    order.arende.rubrik = granskning.rubrik(rader)
    order.arende.save(update_fields=["verkstalld", "rubrik"])
    notera_andring(order, person, "ordern verkställdes")
    if order.arende.mottagare is not None:
        logga_atkomst(
            person,
            order.arende.mottagare,
            Atkomst.Vad.ANDRADE,
            objekt="Kundorder: Verkställ",
            kund=order.arende.kund,
            arende=order.pk,
        )
    engine.complete(process, "verkstall", actor=person.username)
    order.arende.refresh_from_db()
    return order


@engine.move
def radera(arende: UUID, *, person: Anvandare) -> None:
    """Take the draft away (L1085). Raises `NotYourTurn` when it is sent."""
    process, order = oppna_utkast(arende, person, None)
    order.arende.status = Kundorder.Status.RADERAD
    order.arende.save(update_fields=["status"])
    engine.cancel(process, actor=person.username, reason="Utkastet raderades.")


def _hinder_for_mottagare(
    person: Anvandare, mottagare: Mottagare, kund: Kund | None, svar: Huvud
) -> list[Hinder]:
    hinder = rules.hinder_for_mottagare(avliden=mottagare.avliden is not None)
    asks = kund is not None and behorighet.behover_bekrafta(person, mottagare, kund)
    if asks and not svar.vardrelation:
        hinder.append(Hinder("vardrelation", behorighet.EJ_VARDRELATION, "vardrelation"))
    if not behorighet.far_se_mottagare(person, mottagare):
        hinder.append(Hinder("mottagare_annans", "Välj en vårdenhet som du arbetar för.", "nummer"))
    return hinder


def _skriv_leverans(order: Kundorder, svar: Leveransval) -> None:
    if svar.adress_id is None:
        order.hamtad_fran = None
    else:
        order.hamtad_fran = granskning.adresser(order).filter(pk=svar.adress_id).first()
        if order.hamtad_fran is None:
            raise Refused(
                [Hinder("adress_annans", "Välj en av din enhets leveransadresser.", "adress_id")]
            )
    if svar.prioritet not in Kundorder.Prioritet.values:
        raise Refused([Hinder("prioritet_okand", "Välj en av leveransprioriteterna.", "prioritet")])
    order.prioritet = Kundorder.Prioritet(svar.prioritet)
    for field in fields(svar):
        if field.name not in _EGNA_FALT:
            value = getattr(svar, field.name)
            setattr(order, field.name, value.strip() if isinstance(value, str) else value)
    order.postnr = order.postnr.replace(" ", "")
