"""How maintenance begins: what the plans say is due soon becomes a case, once."""

import logging
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings

from cases.gemensamt import nummer
from cases.gemensamt.models import Arende
from cases.hjalpmedel import underhall
from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ, Innehav
from cases.organisation.models import Anvandare
from cases.organisation.queries import med_roll
from cases.underhall.models import Omgang
from workflows import clock, engine

TYP = "underhall"
logger = logging.getLogger(__name__)
_SPACE = UUID("5b0f6d4e-2f0f-4f0e-9a54-7c1d7f7a9a10")


def starta_forfallna() -> int:
    """Begin what is due within the days that are set. Returns how many. Running twice begins none
    again: what is open, or was declined less than an interval ago, is left. One that can't begin
    is logged, and tried again the next night."""
    horizon = clock.today() + timedelta(days=settings.UNDERHALL_FRAMFORHALLNING_DAGAR)
    begun = 0
    for individ, row in underhall.forfaller(horizon):
        try:
            begun += borja(individ, row) is not None
        except Exception:
            logger.exception("Maintenance of individ %s could not begin", individ.pk)
    return begun


@engine.move
def borja(individ: Individ, rad: underhall.Rad) -> Omgang | None:
    """Begin one; None when it is under way already, or the individ is at nobody's any more."""
    kind = rad.plan.aktivitetstyp
    earlier = Omgang.objects.filter(individ=individ, aktivitetstyp=kind)
    case_id = uuid5(_SPACE, f"{individ.pk}:{kind}:{earlier.count()}")
    held = Innehav.objects.filter(individ=individ, aterlamnad__isnull=True).first()
    last = earlier.order_by("-arende__skapad").first()
    if held is None or (last is not None and _vilar(last)):
        return None
    ordered = _bestalld_i(held)
    bestallare = _bestallare(ordered)
    if bestallare is None:
        return None
    las_individer([individ.pk])
    if earlier.filter(oppen=True).exists():
        return None
    now = clock.now()
    arende = Arende.objects.create(
        id=case_id,
        typ=TYP,
        rubrik=rad.plan.get_aktivitetstyp_display(),
        mottagare_id=held.mottagare_id,
        kund_id=held.kund_id or (ordered.kund_id if ordered else None),
        bestallare=bestallare,
        status=Omgang.Status.KONTAKTA,
        skapad=now,
        verkstalld=now,
    )
    made = Omgang.objects.create(
        arende=arende,
        individ=individ,
        aktivitetstyp=kind,
        forfaller=rad.nasta,
        intervall=rad.plan.intervall,
        kalla=rad.plan.kalla,
    )
    # Kept before the process begins, whose first task is shown and found by it in the inbox.
    arende.nummer = nummer.nasta(TYP)
    arende.save(update_fields=["nummer"])
    arende.process = engine.start(TYP, case_id=case_id, actor="")
    arende.save(update_fields=["process"])
    return made


def _vilar(last: Omgang) -> bool:
    """Whether it is under way, or was declined and rests until an interval has gone."""
    ended = last.arende.avslutad
    if last.oppen or ended is None:
        return True
    if last.utfort:
        return False
    again = underhall.om_manader(clock.local(ended).date(), last.intervall)
    return clock.today() < again


def _bestalld_i(held: Innehav) -> Arende | None:
    if held.arende is None:
        return None
    return Arende.objects.filter(pk=held.arende).select_related("bestallare").first()


def _bestallare(ordered: Arende | None) -> Anvandare | None:
    """Whoever ordered the aid; else somebody at kundtjänst, who sees to it."""
    if ordered is not None and ordered.bestallare.is_active:
        return ordered.bestallare
    return next(iter(med_roll("kundtjanst")), None)
