"""Who may see and do what: the one policy of pages, API, search, counts and exports.

A vårdgivare's people see the cases of their own units, HMC's people see all; those whose work has
nothing to do with patients (`mottagare.visning`) see no case that has one.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.gemensamt.models import Arende
from cases.mottagare.atkomst import har_bekraftat_vardrelation
from cases.mottagare.models import Mottagare
from cases.mottagare.visning import far_se_patienter
from cases.organisation.models import Kund, Uppdrag
from cases.organisation.roller import ROLLER, ar_hmc, har_roll
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

# What may be done with a case, and by whom among those who see it. Case types add their own.
_HANDLINGAR: dict[tuple[str, str], frozenset[str]] = {}


def tillat(typ: str, handlingar: Mapping[str, tuple[str, ...]]) -> None:
    """Say which roles may do what with a type of case. Called once, from its app's `ready`."""
    for handling, roller in handlingar.items():
        _HANDLINGAR[typ, handling] = frozenset(ROLLER[roll].key for roll in roller)


def far_se(user: "Person", qs: "QuerySet[Arende]") -> "QuerySet[Arende]":
    """Those of the cases that the person may know of."""
    if not user.is_active or user.is_anonymous:
        return qs.none()
    if not far_se_patienter(user):
        qs = qs.filter(mottagare__isnull=True)
    if ar_hmc(user):
        return qs
    own = Exists(Uppdrag.objects.filter(anvandare=user, kund=OuterRef("kund")))
    return qs.filter(own | Q(kund__isnull=True, bestallare=user))


def hamta(user: "Person", qs: "QuerySet[Arende]", **sokt: object) -> Arende:
    """The one case that is asked for. Raises `NotFound` when it is not there or not hers to see."""
    found = far_se(user, qs).filter(**sokt).first()
    if found is None:
        raise NotFound(INGET_ARENDE)
    return found


def kan(user: "Person", handling: str, arende: Arende) -> bool:
    """Whether the person may do this with the case, as far as her role goes.

    Whether it can be done now is the case's own rules' to say. An action that nobody has declared
    is a `KeyError`.
    """
    roller = _HANDLINGAR[arende.typ, handling]
    return har_roll(user, *roller) and far_se(user, Arende.objects.filter(pk=arende.pk)).exists()


def krav(user: "Person", handling: str, arende: Arende) -> None:
    """Raise `NotFound` for a case she may not know of, `Forbidden` for one she may only look at."""
    if kan(user, handling, arende):
        return
    if not far_se(user, Arende.objects.filter(pk=arende.pk)).exists():
        raise NotFound(INGET_ARENDE)
    allowed = sorted(ROLLER[roll].label.lower() for roll in _HANDLINGAR[arende.typ, handling])
    raise Forbidden(f"Det här görs av {' eller '.join(allowed)}. Be någon med den rollen om hjälp.")


def far_se_mottagare(user: "Person", mottagare: Mottagare) -> bool:
    """Whether the person may open this mottagare at all, when she has the full number.

    A patient: everyone whose work has to do with patients. A vårdenhet: its own people and HMC.
    """
    if not far_se_patienter(user):
        return False
    if mottagare.typ == Mottagare.Typ.PATIENT or ar_hmc(user):
        return True
    return Uppdrag.objects.filter(anvandare=user.pk, kund=mottagare.kund_id).exists()


def behover_bekrafta(user: "Anvandare", mottagare: Mottagare, kund: Kund | None) -> bool:
    """Whether she must first confirm that she takes part in the care (L1, DMN 15).

    Asked of a vårdgivare's people about patients; the answer is remembered for a day and a unit.
    """
    if mottagare.typ != Mottagare.Typ.PATIENT or ar_hmc(user):
        return False
    return not har_bekraftat_vardrelation(user, mottagare, kund)


def krav_mottagare(user: "Anvandare", mottagare: Mottagare, kund: Kund | None) -> None:
    """Raise `Forbidden` unless she may open the mottagare now."""
    if not far_se_mottagare(user, mottagare):
        raise Forbidden(
            "Din roll ger inte tillgång till mottagare. Be din chef om du behöver den för arbetet."
        )
    if behover_bekrafta(user, mottagare, kund):
        raise Forbidden(EJ_VARDRELATION)
