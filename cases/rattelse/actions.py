"""What people do: mend a receipt that was signed for the wrong thing (decisions "Shape")."""

from uuid import UUID, uuid4

from cases.gemensamt import arendekallor, nummer
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import saldon
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Innehav
from cases.hjalpmedel.rattning import lager_for
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.mottagare.register import hitta_patient, hitta_vardenhet
from cases.organisation.models import Anvandare
from cases.organisation.roller import har_roll
from cases.rattelse import queries, rules
from cases.rattelse.models import Rattelse
from workflows import clock, engine
from workflows.errors import Hinder, NotFound, Refused

STATUS = "Rättad"


@engine.move
def ratta(order: UUID, *, person: Anvandare, innehav: int, svar: rules.Svar) -> Rattelse:
    """Mend one row of an order's receipts. A case of its own tells of it for ever.

    Raises `Forbidden`, `NotFound`, `Refused` with every hinder.
    """
    found = queries.hamta_order(person, order)
    # The order first, as in every move: two who mend it wait for one another here.
    engine.lock(order)
    row = _lock(order, innehav, svar)
    ny_mottagare = _mottagare(svar) if svar.vad == rules.MOTTAGARE else None
    avlast = queries.individ(svar.individ) if svar.vad == rules.INDIVID else None
    stoppa_om(_hinder(row, svar, person, avlast, ny_mottagare))
    stoppa_om(_hinder_for_hyllan(row, svar, avlast))
    now = clock.now()
    arende = Arende.objects.create(
        id=uuid4(),
        typ=queries.TYP,
        rubrik=Rattelse.Vad(svar.vad).label,
        galler=found,
        mottagare=found.mottagare,
        kund=found.kund,
        bestallare=found.bestallare,
        status=STATUS,
        skapad=now,
        verkstalld=now,
    )
    made = Rattelse.objects.create(
        arende=arende,
        vad=svar.vad,
        innehav=row,
        individ=avlast,
        mottagare=ny_mottagare,
        antal=svar.antal if svar.vad == rules.ANTAL else row.antal,
        dag=svar.dag,
        i_lager=svar.i_lager,
        skal=svar.skal.strip()[:400],
    )
    for touched in {m.pk: m for m in (row.mottagare, ny_mottagare) if m is not None}.values():
        logga_atkomst(
            person,
            touched,
            Atkomst.Vad.ANDRADE,
            objekt=f"Kvittensen av kundorder {found.nummer}",
            skal=made.skal,
            kund=found.kund,
            arende=arende.pk,
        )
    arende.process = engine.start(
        queries.TYP,
        case_id=arende.pk,
        actor=person.username,
        input={"vad": svar.vad, "innehav": row.pk, "skal": made.skal},
    )
    arende.nummer = nummer.nasta(queries.TYP)
    arende.save(update_fields=["process", "nummer"])
    return queries.hamta(arende.pk)


def _lock(order: UUID, innehav: int, svar: rules.Svar) -> Innehav:
    """The row, with every individ it may concern locked first, lowest id first."""
    row = Innehav.objects.filter(pk=innehav, arende=order).first()
    if row is None:
        sentence = "Raden hör inte till den här ordern. Läs in sidan igen och välj på nytt."
        raise Refused([Hinder("annan_order", sentence, "innehav")])
    ids = set(row.komponenter.filter(individ__isnull=False).values_list("individ_id", flat=True))
    ids |= {row.individ_id} if row.individ_id is not None else set()
    if svar.vad == rules.INDIVID:
        ids |= set(Individ.objects.filter(nummer=svar.individ.strip()).values_list("pk", flat=True))
    las_individer(pk for pk in ids if pk is not None)
    return (
        Innehav.objects.select_for_update(of=("self",), no_key=True)
        .select_related("artikel", "individ", "mottagare", "komponent_till")
        .get(pk=innehav)
    )


def _mottagare(svar: rules.Svar) -> Mottagare:
    """Who it really went to, by personnummer or kundnummer. Raises `Refused`."""
    number = svar.mottagare.strip()
    if not number:
        raise Refused(
            [Hinder("mottagare_saknas", "Ange numret på den som fick hjälpmedlet.", "mottagare")]
        )
    try:
        return hitta_vardenhet(number) if len(number) <= 8 else hitta_patient(number)
    except NotFound as no:
        raise Refused([Hinder("mottagare_okand", no.mening, "mottagare")]) from no
    except Refused as no:
        raise Refused([Hinder(h.kod, h.mening, "mottagare") for h in no.hinder]) from no


def _hinder(
    row: Innehav,
    svar: rules.Svar,
    person: Anvandare,
    avlast: Individ | None,
    ny_mottagare: Mottagare | None,
) -> list[Hinder]:
    kvitterat = _kvitterat(row)
    hinder = rules.hinder_for_skal(svar.skal) + rules.hinder_for_rad(kvitterat)
    hinder += rules.hinder_for_dag(svar.dag, kvitterat, clock.today())
    if svar.vad == rules.INDIVID:
        hinder += rules.hinder_for_individ(kvitterat, _avlast(avlast), svar.individ)
    elif svar.vad == rules.ANTAL:
        hinder += rules.hinder_for_antal(kvitterat, svar.antal)
    elif ny_mottagare is not None:
        hinder += rules.hinder_for_mottagare(
            kvitterat,
            samma=ny_mottagare.pk == row.mottagare_id,
            skyddad=ny_mottagare.skyddad,
            avliden=ny_mottagare.avliden is not None,
            far_ratta_skyddad=har_roll(person, *queries.RATTAR_SKYDDAD),
        )
    return hinder


def _hinder_for_hyllan(row: Innehav, svar: rules.Svar, avlast: Individ | None) -> list[Hinder]:
    """Whether the shelf that something is taken from has it to give, with what comes back there."""
    home = lager_for(row)
    if svar.vad == rules.INDIVID and avlast is not None:
        place, count = avlast.lager_id, 0 if avlast.lager_id == home else 1
    elif svar.vad == rules.ANTAL:
        place, count = home, max(0, svar.antal - row.antal)
    else:
        return []
    if place is None or not count:
        return []
    # Both shelves at once, in their order: the other one is written when the row is mended.
    held = saldon.las((lager, row.artikel_id) for lager in (place, home) if lager is not None)
    saldo = held[place, row.artikel_id]
    return rules.hinder_for_hyllan(str(row.artikel), str(saldo.lager), saldo.disponibelt, count)


def _kvitterat(row: Innehav) -> rules.Kvitterat:
    parts = list(row.komponenter.filter(aterlamnad__isnull=True))
    return rules.Kvitterat(
        artikel=str(row.artikel),
        antal=row.antal,
        levererad=row.levererad,
        bestalld=row.bestalld,
        individ=row.individ.nummer if row.individ else "",
        aterlamnat=row.aterlamnat,
        annullerad=row.annullerad,
        hamtas=bool(arendekallor.hamtas([row.pk, *(part.pk for part in parts)])),
        skyddad=row.mottagare.skyddad,
        andras_komponenter=any(
            part.arende != row.arende or lager_for(part) is None for part in parts
        ),
        lager_kant=lager_for(row) is not None,
    )


def _avlast(individ: Individ | None) -> rules.Avlast | None:
    if individ is None:
        return None
    return rules.Avlast(
        nummer=individ.nummer,
        artikel=str(individ.artikel),
        plats=individ.plats,
        plats_ord=individ.get_plats_display().lower(),
        karantan=individ.karantan,
    )
