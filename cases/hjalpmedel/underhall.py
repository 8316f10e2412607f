"""What is to be done to an individ at intervals, when it was done and when it is due (§2.11)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Innehav, Underhall, Underhallsplan, Utfort

# Where the individ itself keeps the day.
_FALT = {Underhall.FU: "senaste_fu", Underhall.BESIKTNING: "senaste_besiktning"}


@dataclass(frozen=True)
class Rad:
    """A line of an individ's Aktivitetstypschema. `senast` is None when it was never done."""

    plan: Underhallsplan
    senast: date | None
    nasta: date


def schema(individ: Individ) -> list[Rad]:
    """What is to be done to the individ, the soonest first."""
    plans = Underhallsplan.objects.filter(Q(individ=individ) | Q(artikel=individ.artikel_id))
    # An individ's own row comes last and takes the article's place.
    by_type = {plan.aktivitetstyp: plan for plan in sorted(plans, key=lambda p: bool(p.individ_id))}
    begun = (
        Innehav.objects.filter(individ=individ, annullerad=False)
        .order_by("levererad")
        .values_list("levererad", flat=True)
        .first()
    )
    rows = []
    for plan in by_type.values():
        last = senast(individ, plan.aktivitetstyp)
        since = last or begun
        if since is not None:
            rows.append(Rad(plan, last, om_manader(since, plan.intervall)))
    return sorted(rows, key=lambda row: row.nasta)


def senast(individ: Individ, aktivitetstyp: str) -> date | None:
    """When it was last done to the individ."""
    days = list(
        Utfort.objects.filter(individ=individ, aktivitetstyp=aktivitetstyp).values_list(
            "dag", flat=True
        )
    )
    if field := _FALT.get(Underhall(aktivitetstyp)):
        days += [day for day in [getattr(individ, field)] if day]
    return max(days, default=None)


def forfaller(senast_dag: date) -> Iterator[tuple[Individ, Rad]]:
    """What is due by then to individer that a mottagare has."""
    own = Underhallsplan.objects.filter(individ=OuterRef("pk"))
    of_article = Underhallsplan.objects.filter(artikel=OuterRef("artikel"))
    planned = Individ.objects.filter(
        Exists(own) | Exists(of_article),
        plats=Individ.Plats.MOTTAGARE,
        karantan=False,
        # What a deceased mottagare had is fetched, not maintained.
        mottagare__avliden__isnull=True,
    )
    for individ in planned.select_related("artikel", "mottagare").order_by("pk").iterator():
        for row in schema(individ):
            if row.nasta <= senast_dag:
                yield individ, row


def notera(individ_id: int, aktivitetstyp: str, dag: date, arende: UUID) -> None:
    """It was done that day, in that arbetsorder. Noting it twice changes nothing."""
    individ = las_individer([individ_id])[individ_id]
    kind = Underhall(aktivitetstyp)
    Utfort.objects.get_or_create(
        individ=individ, aktivitetstyp=kind, arende=arende, defaults={"dag": dag}
    )
    if field := _FALT.get(kind):
        setattr(individ, field, max(dag, getattr(individ, field) or dag))
        individ.save(update_fields=[field])


def om_manader(dag: date, manader: int) -> date:
    """The same day so many months later, or that month's last."""
    month = dag.month - 1 + manader
    year, month = dag.year + month // 12, month % 12 + 1
    return date(year, month, min(dag.day, monthrange(year, month)[1]))
