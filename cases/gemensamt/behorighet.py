"""Who may see and do what: the one policy of pages, API, search, counts and exports.

A vårdgivare's people see the cases of their own units, HMC's people see all that are sent; those
whose work has nothing to do with patients (`mottagare.visning`) see no case that has one. What only
a group may read (`Arende.lases_av`) is seen by that group and by whoever wrote it. To look a
mottagare up, outside any case, takes a role that has a reason to.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.gemensamt.models import Arende
from cases.mottagare.atkomst import har_bekraftat_vardrelation
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import PATIENTROLLER, far_se_patienter
from cases.organisation.models import Kund, Uppdrag
from cases.organisation.roller import ROLLER, VARDGIVARE, ar_hmc, har_roll, roller_pa_sidan
from workflows.errors import Forbidden, NotFound

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.organisation.models import Anvandare

    Person = Anvandare | AnonymousUser

INGET_ARENDE = (
    "Ärendet finns inte, eller hör till en enhet som du inte arbetar för. Kontrollera numret."
)
EJ_VARDRELATION = (
    "Bekräfta att du deltar i vården av mottagaren, eller behöver uppgifterna för ditt arbete i"
    " vården, innan du fortsätter. Ditt val loggas."
)

VISAS_INTE = "Varför visas bara för den som får läsa ärendet."

FAR_INTE_SLA_UPP = (
    "Din roll ger inte rätt att slå upp en mottagare. Utgå från ärendet som du arbetar med, eller"
    " be kundtjänst om hjälp."
)

# HMC's roles whose work begins with a patient and not with a case: kundtjänst answers who calls,
# tekniker and konsulent try out and mend for her, kvalitet traces what befell her (PDL 4:1, L1,
# L2). All others at HMC meet a patient only through a case.
UPPSLAGSROLLER_HMC = frozenset({"kundtjanst", "tekniker", "konsulent", "kvalitet"})
UPPSLAGSROLLER = UPPSLAGSROLLER_HMC | (PATIENTROLLER & roller_pa_sidan(VARDGIVARE))

# Who at a vårdgivare reports what went wrong, so that other pages may show the way there (FR-11).
ANMALER_FEL = (
    "forskrivare",
    "bestallare",
    "forradsansvarig",
    "kostnadsansvarig",
    "enhetschef",
    "fakturagranskare",
)

# Who mends what has stopped, and moves a case by hand.
LAGAR = ("kundtjanst", "processagare", "administrator")

# What may be done with a case, and by whom among those who see it. Case types add their own.
_HANDLINGAR: dict[tuple[str, str], frozenset[str]] = {}
# Roles that do a type's tasks whichever group they lie with.
_OVER_GRUPPER: dict[str, frozenset[str]] = {}
# Who tells which group is to read what nobody else may.
_LASARGRUPPER: list[Callable[[], str]] = []


def tillat(typ: str, handlingar: Mapping[str, tuple[str, ...]]) -> None:
    """Say which roles may do what with a type of case. Called once, from its app's `ready`."""
    for handling, roller in handlingar.items():
        _HANDLINGAR[typ, handling] = frozenset(ROLLER[roll].key for roll in roller)


def tillat_over_grupper(typ: str, *roller: str) -> None:
    """Say which roles do a type's tasks in every group. Called once, from `ready`."""
    _OVER_GRUPPER[typ] = frozenset(ROLLER[roll].key for roll in roller)


def over_grupper(typ: str) -> frozenset[str]:
    """The roles that do a type's tasks whichever group they lie with."""
    return _OVER_GRUPPER.get(typ, frozenset())


def lases_av_grupp(nyckel: Callable[[], str]) -> None:
    """Say which group a type lets read what nobody else may. Called once, from `ready`."""
    _LASARGRUPPER.append(nyckel)


def laser_dolda(nyckel: str) -> bool:
    """Whether a group reads, or is to read, what nobody else may."""
    if any(one() == nyckel for one in _LASARGRUPPER):
        return True
    return Arende.objects.filter(lases_av__nyckel=nyckel).exists()


def roller_for(typ: str, handling: str) -> frozenset[str]:
    """The roles that are let in to do this; none where nobody has declared it."""
    return _HANDLINGAR.get((typ, handling), frozenset())


def far_se(user: "Person", qs: "QuerySet[Arende]") -> "QuerySet[Arende]":
    """Those of the cases that the person may know of.

    What is not sent yet belongs to the unit that writes it, and at HMC to its own author only.
    """
    if not user.is_active or user.is_anonymous:
        return qs.none()
    if not far_se_patienter(user):
        qs = qs.filter(mottagare__isnull=True)
    qs = qs.filter(
        Q(lases_av__isnull=True)
        | Q(bestallare=user)
        | Q(lases_av__in=user.grupper.values("pk"), verkstalld__isnull=False)
    )
    own = Exists(Uppdrag.objects.filter(anvandare=user, kund=OuterRef("kund")))
    if ar_hmc(user):
        return qs.filter(Q(verkstalld__isnull=False) | Q(bestallare=user) | own)
    return qs.filter(own | Q(kund__isnull=True, bestallare=user))


def hamta(user: "Person", qs: "QuerySet[Arende]", **sokt: object) -> Arende:
    """The one case that is asked for. Raises `NotFound` when it is not there or not hers to see."""
    found = far_se(user, qs).filter(**sokt).first()
    if found is None:
        raise NotFound(INGET_ARENDE)
    return found


def ser(user: "Person", arende: UUID) -> bool:
    """Whether the person may know of the case."""
    return far_se(user, Arende.objects.filter(pk=arende)).exists()


def slutna(user: "Person", arenden: Iterable[UUID]) -> set[UUID]:
    """Those of the cases that are kept from her also where nothing is told of a patient: what only
    a group may read, and what is not sent, where they are not hers to see."""
    return _undan(user, arenden, Q(lases_av__isnull=False) | Q(verkstalld__isnull=True))


def dolda(user: "Person", arenden: Iterable[UUID]) -> set[UUID]:
    """Those that one group alone may read, where they are not hers to see: not even whoever mends
    what has stopped is told of them."""
    return _undan(user, arenden, Q(lases_av__isnull=False))


def _undan(user: "Person", arenden: Iterable[UUID], which: Q) -> set[UUID]:
    kept = Arende.objects.filter(which, pk__in=list(arenden))
    hers = far_se(user, kept).values_list("pk", flat=True)
    return set(kept.values_list("pk", flat=True)) - set(hers)


def kan(user: "Person", handling: str, arende: Arende) -> bool:
    """Whether the person may do this with the case, as far as her role goes.

    Whether it can be done now is the case's own rules' to say. An action that nobody has declared
    is a `KeyError`.
    """
    roller = _HANDLINGAR[arende.typ, handling]
    return har_roll(user, *roller) and ser(user, arende.pk)


def krav(user: "Person", handling: str, arende: Arende) -> None:
    """Raise `NotFound` for a case she may not know of, `Forbidden` for one she may only look at."""
    if kan(user, handling, arende):
        return
    if not ser(user, arende.pk):
        raise NotFound(INGET_ARENDE)
    allowed = sorted(ROLLER[roll].label.lower() for roll in _HANDLINGAR[arende.typ, handling])
    raise Forbidden(f"Det här görs av {' eller '.join(allowed)}. Be någon med den rollen om hjälp.")


def far_sla_upp(user: "Person") -> bool:
    """Whether the person's work begins with a mottagare, so that she may look one up (L1, L2)."""
    return har_roll(user, *UPPSLAGSROLLER)


def slar_upp_utan_enhet(user: "Person") -> bool:
    """Whether she looks mottagare up for HMC: for no unit, and without a vårdrelation."""
    return har_roll(user, *UPPSLAGSROLLER_HMC)


def krav_uppslag(user: "Person") -> None:
    """Raise `Forbidden` unless she may look mottagare up. Asked before anything is looked for."""
    if not far_sla_upp(user):
        raise Forbidden(FAR_INTE_SLA_UPP)


def far_se_mottagare(user: "Person", mottagare: Mottagare) -> bool:
    """Whether the person may open this mottagare at all, when she has the full number.

    A patient: whoever may look mottagare up. A vårdenhet: its own of them, and HMC's.
    """
    if not far_sla_upp(user):
        return False
    if mottagare.typ == Mottagare.Typ.PATIENT or slar_upp_utan_enhet(user):
        return True
    return Uppdrag.objects.filter(anvandare=user.pk, kund=mottagare.kund_id).exists()


def behover_bekrafta(user: "Anvandare", mottagare: Mottagare, kund: Kund | None) -> bool:
    """Whether she must first confirm that she takes part in the care (L1, DMN 15).

    Asked about patients, of all but those who look them up for HMC; the answer is remembered for a
    day and a unit.
    """
    if mottagare.typ != Mottagare.Typ.PATIENT or slar_upp_utan_enhet(user):
        return False
    return not har_bekraftat_vardrelation(user, mottagare, kund)


def krav_mottagare(user: "Anvandare", mottagare: Mottagare, kund: Kund | None) -> None:
    """Raise `Forbidden` unless she may open the mottagare now."""
    krav_uppslag(user)
    if not far_se_mottagare(user, mottagare):
        raise Forbidden("Vårdenheten är inte din. Välj en vårdenhet som du arbetar för.")
    if behover_bekrafta(user, mottagare, kund):
        raise Forbidden(EJ_VARDRELATION)
