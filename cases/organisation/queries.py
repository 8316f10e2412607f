"""What pages, lists and case types ask about the organisation."""

from collections.abc import Mapping
from itertools import count

from django.db.models import QuerySet

from cases.organisation.models import Anvandare, Grupp, Kund, Lager
from cases.organisation.roller import ROLLER


def grupper_per_roll() -> Mapping[str, str]:
    """Every group's key, with the role it belongs to."""
    return dict(Grupp.objects.values_list("nyckel", "roll"))


def grupper_per_namn() -> Mapping[str, str]:
    """Every group's key by its name; the first of two that are called the same."""
    return dict(Grupp.objects.order_by("-pk").values_list("namn", "nyckel"))


def personens_namn(username: str) -> str:
    """What a person is called; the user name itself where nobody has it any more."""
    found = Anvandare.objects.filter(username=username).first()
    return found.namn if found else username


def egna_kunder(user: Anvandare) -> QuerySet[Kund]:
    """The units that the person works for, the preselected one first."""
    return Kund.objects.filter(uppdrag__anvandare=user).order_by("-uppdrag__forvald", "namn")


def egna_forrad(user: Anvandare) -> QuerySet[Lager]:
    """The buffertförråd of the person's units (KO-4)."""
    return Lager.objects.filter(typ=Lager.Typ.BUFFERT, kund__uppdrag__anvandare=user).order_by(
        "namn"
    )


_SVINNLAGER = 99


def svinnlager() -> Lager:
    """HMC's svinnlager, made when first needed, with the first number from 99 that is free."""
    found = Lager.objects.filter(typ=Lager.Typ.SVINN).first()
    if found is None:
        found, _ = Lager.objects.get_or_create(
            typ=Lager.Typ.SVINN, defaults={"nummer": _ledigt_nummer(), "namn": "Svinnlager"}
        )
    return found


def _ledigt_nummer() -> str:
    taken = set(Lager.objects.values_list("nummer", flat=True))
    return next(number for at in count(_SVINNLAGER) if (number := str(at)) not in taken)


def med_roll(*roller: str) -> list[Anvandare]:
    """Everyone active who has one of these roles, for messages to a whole role."""
    wanted = {ROLLER[roll].key for roll in roller}
    return [
        person
        for person in Anvandare.objects.filter(is_active=True).order_by("pk")
        if not wanted.isdisjoint(person.roller)
    ]
