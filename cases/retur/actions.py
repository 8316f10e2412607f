"""What people do with a retur: make it in one move, and undo one that was wrong."""

from collections.abc import Sequence
from uuid import UUID

from cases.gemensamt import behorighet
from cases.gemensamt.hinder import stoppa_om
from cases.gemensamt.models import Arende
from cases.hjalpmedel import flytt
from cases.hjalpmedel.innehav import las_hos
from cases.hjalpmedel.models import Individ
from cases.mottagare.atkomst import logga_atkomst
from cases.mottagare.models import Atkomst, Mottagare
from cases.organisation.models import Anvandare, Kund, Lager
from cases.organisation.queries import egna_forrad, egna_kunder
from cases.organisation.roller import har_roll
from cases.retur import queries, rules
from cases.retur.models import Retur, Returpost
from cases.retur.steps import hamta
from workflows import clock, engine
from workflows.errors import Forbidden, Hinder, NotYourTurn, Refused

TYP = queries.TYP
ATERTAR = ("forskrivare", "bestallare", "forradsansvarig")
HANDLINGAR = {"angra": ("kundtjanst",)}


def krav_forrad(person: Anvandare) -> None:
    """Raise `Forbidden` for those who take nothing back, or have no förråd to take it to (RE-1)."""
    if not har_roll(person, *ATERTAR):
        raise Forbidden(
            "Returer görs av förskrivare, beställare och förrådsansvariga. Be någon med den rollen"
            " på enheten."
        )
    if not egna_forrad(person).exists():
        raise Forbidden(
            "Din enhet har inget buffertförråd, så det går inte att göra en retur. Gör en hämtorder"
            " i stället."
        )


@engine.move
def verkstall(
    mottagare: Mottagare,
    *,
    person: Anvandare,
    kund: Kund,
    lager: Lager,
    valda: Sequence[rules.Vald],
    information: str = "",
) -> Retur:
    """Take bought aids back to the unit's own förråd, or scrap them (RE-1 … RE-4).

    Raises `Forbidden`, and `Refused` with every hinder at once.
    """
    krav_forrad(person)
    if not egna_kunder(person).filter(pk=kund.pk).exists():
        raise Refused([Hinder("kund_annans", "Välj en enhet som du arbetar för.", "kund")])
    behorighet.krav_mottagare(person, mottagare, kund)
    if not egna_forrad(person).filter(pk=lager.pk).exists():
        raise Refused([Hinder("forrad_annans", "Välj ett av dina egna förråd.", "lager")])
    las_hos(mottagare.pk)
    rows = queries.att_ta_tillbaka(mottagare)
    ticked = {one.innehav for one in valda}
    stoppa_om(rules.hinder_for_retur({b.id: b for b in queries.bilder(rows, lager)}, valda))
    now = clock.now()
    chosen = {row.pk: row for row in rows if row.pk in ticked}
    arende = Arende.objects.create(
        typ=TYP,
        rubrik=queries.rubrik(list(chosen.values())),
        mottagare=mottagare,
        kund=kund,
        bestallare=person,
        status=Retur.Status.REGISTRERAD,
        skapad=now,
        verkstalld=now,
    )
    retur = Retur.objects.create(arende=arende, lager=lager, information=information.strip()[:400])
    Returpost.objects.bulk_create(
        Returpost(
            retur=retur,
            nr=nr,
            innehav=chosen[one.innehav],
            antal=one.antal,
            skrotas=one.skrotas,
            tabellens_ord=queries.tabellens_ord(chosen[one.innehav], skrotas=one.skrotas),
        )
        for nr, one in enumerate(valda, start=1)
    )
    logga_atkomst(
        person, mottagare, Atkomst.Vad.OPPNADE, objekt="Retur", kund=kund, arende=arende.pk
    )
    arende.process = engine.start(TYP, case_id=arende.pk, actor=person.username)
    arende.save(update_fields=["process"])
    retur.arende.refresh_from_db()
    return retur


@engine.move
def angra(arende: UUID, *, person: Anvandare, skal: str) -> Retur:
    """The retur was wrong: everything stands with the mottagare again.

    Raises `NotYourTurn`, and `Refused` where an individ is no longer where the retur put it.
    """
    engine.lock(arende)
    retur = hamta(arende)
    behorighet.krav(person, "angra", retur.arende)
    if retur.arende.avslutad is not None:
        raise NotYourTurn(
            f"Retur {retur.arende.nummer} är {retur.arende.status.lower()} och kan inte ångras"
            " längre. Registrera hjälpmedlet på mottagaren med ett uttag ur förrådet."
        )
    stoppa_om(rules.hinder_for_angra(skal) + _hinder_for_individer(retur))
    retur.angrad, retur.angrad_skal = clock.now(), skal.strip()[:400]
    retur.save(update_fields=["angrad", "angrad_skal"])
    engine.recheck(arende, actor=person.username)
    return retur


def _hinder_for_individer(retur: Retur) -> list[Hinder]:
    """The individer, locked, and why one of them can't go back to the mottagare."""
    poster = list(retur.poster.filter(innehav__individ__isnull=False).select_related("innehav"))
    individer = flytt.las_individer(p.innehav.individ_id for p in poster if p.innehav.individ_id)
    return rules.hinder_for_individer(
        [
            rules.Hemtagen(
                nummer=individ.nummer,
                plats_ord=str(individ.lager or individ.get_plats_display().lower()),
                kvar=individ.plats == Individ.Plats.SKROTAD
                if post.skrotas
                else individ.plats == Individ.Plats.LAGER and individ.lager_id == retur.lager_id,
                karantan=individ.karantan,
            )
            for post in poster
            if (individ := individer.get(post.innehav.individ_id or 0)) is not None
        ]
    )
