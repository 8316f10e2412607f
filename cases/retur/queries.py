"""What lists, pages and the inbox read of a retur, and which aids may be taken back."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cases.artiklar.models import Artikel
from cases.gemensamt import arendekallor, behorighet
from cases.gemensamt.models import Arende
from cases.hjalpmedel.models import Innehav, UtgangenIForrad
from cases.hjalpmedel.queries import hos
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import listnamn, listnummer
from cases.organisation.models import Anvandare, Lager
from cases.retur import rules
from cases.retur.models import Retur, Returpost
from workflows import clock, engine
from workflows.registry import TaskFields

TYP = "retur"


def uppgiftsfalt(arende: UUID) -> TaskFields:
    """How its open tasks would be found in the inbox."""
    found = Arende.objects.select_related("mottagare", "kund").get(pk=arende)
    return TaskFields(
        number=found.nummer or "",
        subject=listnamn(found.mottagare),
        what=found.rubrik,
        unit=str(found.kund or ""),
        scope=found.kund_id,
        search=f"{found.nummer or ''} {listnamn(found.mottagare)} {listnummer(found.mottagare)}",
    )


def att_ta_tillbaka(mottagare: Mottagare) -> list[Innehav]:
    """What the mottagare has, rented aids among them: they are listed, greyed (decisions)."""
    return list(hos(mottagare))


def bilder(rows: Sequence[Innehav], lager: Lager) -> list[rules.Returbild]:
    """What the rules must know of each, for this förråd."""
    today = clock.today()
    may_keep = set(UtgangenIForrad.objects.filter(lager=lager).values_list("artikel_id", flat=True))
    fetched = arendekallor.hamtas(row.pk for row in rows)
    return [
        rules.Returbild(
            id=row.pk,
            artikel=str(row.artikel),
            kvar=row.antal - row.aterlamnat,
            kopt=row.debiteringsform == Artikel.Debiteringsform.KOP,
            utgangen=row.artikel.utgatt is not None and row.artikel.utgatt <= today,
            far_hallas=row.artikel_id in may_keep,
            karantan=row.individ is not None and row.individ.karantan,
            hamtas=row.pk in fetched,
        )
        for row in rows
    ]


def tabellens_ord(row: Innehav, *, skrotas: bool) -> str:
    """What the table of returns answers for goods that go to one's own store (DMN 7)."""
    answer = engine.decide(
        TYP,
        "returdisposition",
        {
            "vag": "retur till eget förråd",
            "aterkom": True,
            "regel_for_saknat": None,
            "mta_flagga": row.individ is not None and row.individ.karantan,
            "debiteringsform": row.get_debiteringsform_display(),
            "skrotas_vald": skrotas,
            "skick": None,
            "utgangen": False,
            "specialanpassad": False,
        },
    ).value
    return str(answer["disposition"])


def rubrik(rows: Sequence[Innehav]) -> str:
    """What the case is called."""
    first = rows[0].artikel.benamning if rows else "Retur"
    return (f"{first} och {len(rows) - 1} till" if len(rows) > 1 else first)[:160]


def hamta(person: Anvandare, arende: UUID) -> Retur:
    """A retur with its rows, if the person may know of it. Raises `NotFound`."""
    found = behorighet.hamta(person, Arende.objects.filter(typ=TYP), pk=arende)
    rows = Returpost.objects.select_related("innehav__artikel", "innehav__individ")
    return (
        Retur.objects.select_related(
            "arende__mottagare__kund", "arende__kund", "arende__bestallare", "lager"
        )
        .prefetch_related(Prefetch("poster", rows))
        .get(pk=found.pk)
    )


def lista(person: Anvandare) -> QuerySet[Retur]:
    """Those that the person may know of, newest first."""
    seen = behorighet.far_se(person, Arende.objects.filter(typ=TYP))
    return (
        Retur.objects.filter(arende__in=seen)
        .select_related("arende__mottagare__kund", "arende__kund", "arende__bestallare", "lager")
        .order_by("-arende__skapad", "arende_id")
    )
