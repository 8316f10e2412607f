"""The parts of an arbetsorder: time slots, waiting, reported time and what was put in."""

from datetime import datetime
from uuid import UUID

from cases.arbetsorder import rules
from cases.arbetsorder.models import Aktivitet, Arbetsorder, Forbrukat, Tidsrad
from cases.arbetsorder.oppning import forbered, krav_ej_karantan, satt_status
from cases.arbetsorder.svar import Planering, Tid
from cases.artiklar.models import Artikel
from cases.gemensamt.hinder import stoppa_om
from cases.meddelanden.utskick import skicka
from cases.organisation.models import Anvandare
from workflows import clock, engine
from workflows.errors import Hinder, NotYourTurn

_OPPNA = [Aktivitet.Lage.OPLANERAD, Aktivitet.Lage.PLANERAD, Aktivitet.Lage.PABORJAD]


def boka(order: Arbetsorder, svar: Planering, person: Anvandare) -> str:
    """Give the first open aktivitet its technician and slot (N9). Says when. Raises `Refused`."""
    fran, till, tekniker = svar.fran, svar.till, svar.tekniker or person
    stoppa_om(rules.hinder_for_besok(fran, till, clock.now(), _bokade(tekniker, fran, till)))
    aktivitet = _oppen(order)
    aktivitet.tekniker, aktivitet.fran, aktivitet.till = tekniker, fran, till
    aktivitet.lage = Aktivitet.Lage.PLANERAD
    aktivitet.save()
    order.vantar, order.parkerad_till, order.kontaktforsok = "", None, 0
    order.save(update_fields=["vantar", "parkerad_till", "kontaktforsok"])
    if fran is None:
        return ""
    when = f"{clock.local(fran):%Y-%m-%d} kl. {clock.local(fran):%H:%M}"
    skicka(
        order.arende.bestallare,
        f"Arbetsorder {order.arende.nummer}: tid bokad",
        f"Arbetsorder {order.arende.nummer}: tid {when}.",
        arende=order.pk,
        nyckel=f"{order.pk}:N9:{fran:%Y%m%d%H%M}",
    )
    return f"Tid {when}."


def parkera(order: Arbetsorder, svar: Planering) -> str:
    """Let the order wait instead of cancelling it (W4). Says for what. Raises `Refused`."""
    vantar, till, text = svar.vantar, svar.parkera_till, svar.text
    hinder = []
    if vantar not in Arbetsorder.Vantar.values:
        hinder.append(Hinder("vantar_okant", "Välj vad arbetsordern väntar på.", "vantar"))
    if till is None or till <= clock.now():
        hinder.append(
            Hinder("parkera_till", "Ange en dag framåt då arbetet tas upp igen.", "parkera_till")
        )
    stoppa_om(hinder)
    order.vantar, order.parkerad_till = vantar, till
    order.kontaktforsok += vantar == Arbetsorder.Vantar.PATIENT
    order.save(update_fields=["vantar", "parkerad_till", "kontaktforsok"])
    if till is None:
        return ""
    what, day = order.get_vantar_display(), f"{clock.local(till):%Y-%m-%d}"
    skicka(
        order.arende.bestallare,
        f"Arbetsorder {order.arende.nummer} väntar",
        f"Arbetsorder {order.arende.nummer} väntar på: {what.lower()}."
        f" Den tas upp igen {day}. {text.strip()[:400]}".strip(),
        arende=order.pk,
    )
    return f"Väntar: {what.lower()}. Tas upp igen {day}."


def nytt_besok(order: Arbetsorder) -> None:
    """What was done is closed, and a new aktivitet waits for a time."""
    order.aktiviteter.filter(lage__in=_OPPNA).update(lage=Aktivitet.Lage.KLAR)
    _lagg_till(order, order.typ.etikett if order.typ else "Arbete")


def hinder_for_fardig(order: Arbetsorder, utlatande: str, *, byt_ut: bool) -> list[Hinder]:
    """Something must have been reported and said before it is done; only what the mottagare has
    can be replaced."""
    hinder = rules.hinder_for_text(
        utlatande, "utlatande", "Skriv vad som är gjort. Beställaren läser det."
    )
    if not Tidsrad.objects.filter(aktivitet__arbetsorder=order).exists():
        hinder.append(Hinder("tid_saknas", "Rapportera tid innan du färdigrapporterar.", "minuter"))
    if byt_ut and (order.innehav is None or order.innehav.aterlamnad is not None):
        hinder.append(
            Hinder(
                "inget_att_byta",
                "Arbetsordern gäller inget som mottagaren har, så inget kan bytas ut. Skriv i"
                " stället vad som behövs.",
                "byt_ut",
            )
        )
    return hinder


@engine.move
def rapportera(arende: UUID, aktivitet: UUID, *, person: Anvandare, tid: Tid) -> Tidsrad:
    """Time, parts and a comment on an aktivitet; the work has begun. Raises `Refused`."""
    order = _under_arbete(arende, person, "rapportera")
    krav_ej_karantan(order)
    part = order.aktiviteter.filter(pk=aktivitet).exclude(lage=Aktivitet.Lage.KLAR).first()
    if part is None:
        raise NotYourTurn("Aktiviteten är klar eller borttagen. Läs in sidan igen.")
    wanted = {number for number, _ in tid.delar}
    found = {one.nummer: one for one in Artikel.objects.filter(nummer__in=wanted)}
    stoppa_om(rules.hinder_for_tid(tid.minuter, tid.kommentar, wanted - set(found)))
    now = clock.now()
    row = Tidsrad.objects.create(
        aktivitet=part,
        av=person,
        dag=clock.today(),
        minuter=tid.minuter,
        kommentar=tid.kommentar.strip()[:1000],
        skriven=now,
    )
    Forbrukat.objects.bulk_create(
        Forbrukat(tidsrad=row, artikel=found[number], antal=count)
        for number, count in dict(tid.delar).items()
    )
    part.lage = Aktivitet.Lage.PABORJAD
    part.save(update_fields=["lage"])
    if order.paborjad is None:
        order.paborjad = now
        order.save(update_fields=["paborjad"])
        satt_status(order, Arbetsorder.Status.PABORJAD)
    return row


@engine.move
def ny_aktivitet(arende: UUID, *, person: Anvandare, vad: str) -> Aktivitet:
    """Another trade or visit on the same order. Raises `Refused`, `NotYourTurn`."""
    order = _under_arbete(arende, person, "ny_aktivitet")
    stoppa_om(rules.hinder_for_text(vad, "vad", "Skriv vad aktiviteten gäller."))
    return _lagg_till(order, vad.strip()[:80])


def _under_arbete(arende: UUID, person: Anvandare, handling: str) -> Arbetsorder:
    _, order = forbered(arende, person, handling)
    if order.arende.verkstalld is None or order.fardig or order.arende.avslutad is not None:
        raise NotYourTurn(
            f"Arbetsorder {order.arende.nummer} är {order.arende.status.lower()}, så inget mer kan"
            " rapporteras på den."
        )
    return order


def _oppen(order: Arbetsorder) -> Aktivitet:
    return order.aktiviteter.filter(lage__in=_OPPNA).order_by("nr").first() or _lagg_till(
        order, order.typ.etikett if order.typ else "Arbete"
    )


def _lagg_till(order: Arbetsorder, vad: str) -> Aktivitet:
    return Aktivitet.objects.create(arbetsorder=order, nr=order.aktiviteter.count() + 1, vad=vad)


def _bokade(tekniker: Anvandare, fran: datetime | None, till: datetime | None) -> list[str]:
    """What the technician is booked for already in that slot."""
    if fran is None or till is None:
        return []
    busy = Aktivitet.objects.filter(
        tekniker=tekniker, lage__in=_OPPNA, fran__lt=till, till__gt=fran
    ).select_related("arbetsorder__arende")
    return [one.nummer for one in busy[:1]]
