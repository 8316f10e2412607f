"""The groups that decisions send work to: who is in each, and where it is named."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, models, transaction

from cases.gemensamt.behorighet import laser_dolda
from cases.organisation.models import Anvandare, Grupp, Gruppandring
from cases.organisation.roller import HMC, ROLLER, har_roll, roller_pa_sidan
from cases.processer import gruppnamn
from workflows import clock
from workflows.errors import Changed, Forbidden, Hinder, NotFound, Refused
from workflows.models import Definition, UserTask

_LANGST = 120
_PLAIN = str.maketrans("åäöéü", "aaoeu")
_SENASTE = 20
_FORSOK = 3
FINNS_INTE = "Gruppen finns inte. Välj en i listan över grupper."


@dataclass(frozen=True)
class Rad:
    """A group in the list. `anvands` are the processes whose files name it, in words."""

    nyckel: str
    namn: str
    roll: str
    antal: int
    anvands: Sequence[str]


@dataclass(frozen=True)
class Person:
    """Somebody who has the group's role."""

    anvandare: str
    namn: str
    med: bool


@dataclass(frozen=True)
class Andring:
    """A change, by whom and when."""

    vad: str
    av: str
    nar: datetime


@dataclass(frozen=True)
class Sida:
    """A group with those who may be in it. `last` says why its members may not be changed."""

    rad: Rad
    folk: Sequence[Person]
    vantar: int
    last: str
    andringar: Sequence[Andring]


def roller() -> list[tuple[str, str]]:
    """The roles that a group may belong to: a vårdgivare's people are told apart by unit."""
    here = roller_pa_sidan(HMC)
    return [(key, role.label) for key, role in ROLLER.items() if key in here]


def alla() -> list[Rad]:
    """Every group, by name."""
    texts = list(gruppnamn.texter())
    counts = _antal()
    return [_rad(one, counts.get(one.pk, 0), texts) for one in Grupp.objects.order_by("namn")]


def sida(nyckel: str, person: Anvandare) -> Sida:
    """One group. Raises `NotFound`."""
    grupp = _grupp(nyckel)
    inne = set(_aktiva(grupp).values_list("username", flat=True))
    folk = [
        Person(one.username, one.namn, one.username in inne)
        for one in Anvandare.objects.filter(is_active=True).order_by("first_name", "last_name")
        if grupp.roll in one.roller or one.username in inne
    ]
    changed = Gruppandring.objects.filter(grupp=grupp).select_related("av", "om").order_by("-pk")
    return Sida(
        _rad(grupp, len(inne), list(gruppnamn.texter())),
        folk,
        UserTask.objects.filter(group=grupp.nyckel).count(),
        _last(grupp, person),
        [Andring(str(one), one.av.namn, one.nar) for one in changed[:_SENASTE]],
    )


def skapa(namn: str, roll: str, *, av: Anvandare) -> Grupp:
    """A new group with nobody in it; its key is made from the name. Raises `Refused`."""
    for _ in range(_FORSOK):
        hinder = [*_namnhinder(namn, None)]
        if roll not in dict(roller()):
            hinder.append(Hinder("roll", "Välj vilken roll gruppen hör till.", "roll"))
        if hinder:
            raise Refused(hinder)
        try:
            with transaction.atomic():
                made = Grupp.objects.create(nyckel=_ny_nyckel(namn), namn=_tidy(namn), roll=roll)
                _skriv(made, Gruppandring.Vad.SKAPAD, av, namn=made.namn)
        except IntegrityError:
            continue  # a colleague was first with the name, or the key: look again
        return made
    raise Refused([_upptaget(_tidy(namn))])


@transaction.atomic
def andra(
    nyckel: str,
    *,
    av: Anvandare,
    namn: str | None = None,
    hette: str | None = None,
    lagg_till: Collection[str] = (),
    ta_bort: Collection[str] = (),
) -> Grupp:
    """Rename it, let people in and take people out. Raises `NotFound`, `Forbidden`, `Refused`.

    `hette` is what it was called when a new name was chosen: raises `Changed` when that is another.
    """
    if namn is not None:
        # No table may begin to answer with the name meanwhile. Before the group in the lock order.
        list(Definition.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    grupp = Grupp.objects.select_for_update().filter(nyckel=nyckel).first()
    if grupp is None:
        raise NotFound(FINNS_INTE)
    if (lagg_till or ta_bort) and (why := _last(grupp, av)):
        raise Forbidden(why)
    new = None if namn is None or _tidy(namn) == grupp.namn else _tidy(namn)
    if new is not None and hette not in (None, grupp.namn):
        said = f"En kollega har bytt gruppens namn till {grupp.namn} sedan du öppnade sidan."
        raise Changed([Hinder("namn_bytt", f"{said} Välj vilket namn som gäller.", "namn")])
    hinder = [] if new is None else [*_namnhinder(new, grupp), *_namnd(grupp)]
    inne = {one.username: one for one in grupp.medlemmar.all()}
    found = {one.username: one for one in Anvandare.objects.filter(username__in=lagg_till)}
    hinder += _rollhinder(grupp, found, set(lagg_till) - inne.keys())
    if hinder:
        raise Refused(hinder)
    if new is not None:
        _dop_om(grupp, new, av)
    for username in sorted(set(lagg_till) - inne.keys()):
        grupp.medlemmar.add(found[username])
        _skriv(grupp, Gruppandring.Vad.MED, av, om=found[username])
    for username in sorted(set(ta_bort) & inne.keys()):
        grupp.medlemmar.remove(inne[username])
        _skriv(grupp, Gruppandring.Vad.UTE, av, om=inne[username])
    return grupp


def _dop_om(grupp: Grupp, namn: str, av: Anvandare) -> None:
    _skriv(grupp, Gruppandring.Vad.NAMN, av, forr=grupp.namn, namn=namn)
    grupp.namn = namn
    try:
        with transaction.atomic():
            grupp.save(update_fields=["namn"])
    except IntegrityError:
        raise Refused([_upptaget(namn)]) from None


def _grupp(nyckel: str) -> Grupp:
    found = Grupp.objects.filter(nyckel=nyckel).first()
    if found is None:
        raise NotFound(FINNS_INTE)
    return found


def _aktiva(grupp: Grupp) -> models.QuerySet[Anvandare]:
    return grupp.medlemmar.filter(is_active=True)


def _antal() -> dict[int, int]:
    """How many active people are in each."""
    rows = Grupp.objects.filter(medlemmar__is_active=True).values_list("pk")
    return dict(rows.annotate(antal=models.Count("medlemmar")))


def _rad(grupp: Grupp, antal: int, texts: Iterable[tuple[str, Collection[str]]]) -> Rad:
    return Rad(
        grupp.nyckel,
        grupp.namn,
        ROLLER[grupp.roll].label if grupp.roll in ROLLER else grupp.roll,
        antal,
        [where for where, written in texts if grupp.nyckel in written or grupp.namn in written],
    )


def _last(grupp: Grupp, person: Anvandare) -> str:
    """Why the person may not say who is in it: its members read what nobody else may."""
    if laser_dolda(grupp.nyckel) and not har_roll(person, "administrator"):
        return (
            "De som är med i gruppen läser ärenden som ingen annan får läsa. Be en administratör"
            " ändra vilka de är."
        )
    return ""


def _namnhinder(namn: str, grupp: Grupp | None) -> Iterator[Hinder]:
    called = _tidy(namn)
    if not called:
        yield Hinder("namn_saknas", "Skriv vad gruppen ska heta, till exempel HMC sängar.", "namn")
    elif len(called) > _LANGST or '"' in called:
        said = f"Skriv ett namn utan citattecken på högst {_LANGST} tecken."
        yield Hinder("namn", said, "namn")
    else:
        others = Grupp.objects.exclude(pk=grupp.pk) if grupp else Grupp.objects.all()
        if others.filter(vikt=called.casefold()).exists():
            yield _upptaget(called)


def _upptaget(namn: str) -> Hinder:
    said = f"Det finns redan en grupp som heter {namn}. Välj ett annat namn, eller öppna den."
    return Hinder("namn_upptaget", said, "namn")


def _rollhinder(
    grupp: Grupp, found: Mapping[str, Anvandare], wanted: Iterable[str]
) -> Iterator[Hinder]:
    for username in sorted(wanted):
        one = found.get(username)
        if one is None or not one.is_active or grupp.roll not in one.roller:
            who = one.namn if one else username
            role = ROLLER[grupp.roll].label
            said = f"{who} har inte rollen {role} och kan inte vara med. Välj någon som har den."
            yield Hinder("medlem", said, "medlemmar")


def _namnd(grupp: Grupp) -> Iterator[Hinder]:
    """A name that tables answer with can't be changed under them."""
    places = [*gruppnamn.texter(), *gruppnamn.foljda()]
    where = [place for place, written in places if grupp.namn in written]
    if where:
        yield Hinder(
            "namn_anvands",
            f"Namnet {grupp.namn} står i {', '.join(dict.fromkeys(where))}. Gör en ny grupp, eller"
            " byt först till en annan grupp i tabellerna.",
            "namn",
        )


def _ny_nyckel(namn: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", _tidy(namn).casefold().translate(_PLAIN)).strip("_")
    base = plain[:55] or "grupp"
    taken = set(Grupp.objects.filter(nyckel__startswith=base).values_list("nyckel", flat=True))
    at = 1
    while (key := base if at == 1 else f"{base}_{at}") in taken:
        at += 1
    return key


def _tidy(namn: str) -> str:
    return " ".join(namn.split())


def _skriv(
    grupp: Grupp, vad: Gruppandring.Vad, av: Anvandare, *, om: Anvandare | None = None, **namn: str
) -> None:
    Gruppandring.objects.create(grupp=grupp, vad=vad, om=om, av=av, nar=clock.now(), **namn)
