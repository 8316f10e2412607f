"""Whether there is anybody to do what waits: asked by the watch, as the inbox would answer."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from cases.gemensamt import behorighet
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Grupp, Kund, Uppdrag
from cases.organisation.roller import ROLLER, VARDGIVARE, roller_pa_sidan
from workflows.staffing import Post, Staffing, Waits, register_staffing

_VARD = roller_pa_sidan(VARDGIVARE)


def registrera() -> None:
    """Let the watch ask. Called once, from `ready`."""
    register_staffing(Staffing(vakanta, anda))


def vakanta(posts: Collection[Post]) -> Mapping[Post, str]:
    """The posts that no active person holds, with whom each asks for (`uppgifter.mina`)."""
    if not posts:
        return {}
    held = _bemannade()
    empty = [post for post in posts if _som_i_inkorgen(post) not in held]
    if not empty:
        return {}
    groups = dict(Grupp.objects.values_list("nyckel", "namn"))
    units = {one.pk: one for one in Kund.objects.filter(pk__in={post.scope for post in empty})}
    return {post: _i_ord(post, groups, units) for post in empty}


def anda(waits: Collection[Waits]) -> Collection[Waits]:
    """The tasks among these that somebody may do though nobody holds their post.

    Any role that the step lets in besides the lane's; what lies with a group, only those that go
    over groups. A draft goes on with its writer too, from the case, but nobody else at HMC sees it.
    """
    if not waits:
        return ()
    cases = {one.case_id for one in waits}
    drafts = dict(
        Arende.objects.filter(pk__in=cases, verkstalld__isnull=True).values_list(
            "pk", "bestallare__is_active"
        )
    )
    held = _bemannade()
    return [
        one
        for one in waits
        if drafts.get(one.case_id) or _nagon_annan(one, held, utkast=one.case_id in drafts)
    ]


def _nagon_annan(
    waits: Waits, held: Collection[tuple[str, str, int | None]], *, utkast: bool
) -> bool:
    roles = behorighet.roller_for(waits.case_type, waits.element)
    if waits.post.group:
        roles &= behorighet.over_grupper(waits.case_type)
    let_in = (
        replace(waits.post, role=role, group="") for role in (roles & _VARD if utkast else roles)
    )
    return any(_som_i_inkorgen(one) in held for one in let_in)


def _bemannade() -> set[tuple[str, str, int | None]]:
    active = dict(Anvandare.objects.filter(is_active=True).values_list("pk", "roller"))
    groups: dict[int, set[str]] = {}
    for person, key in Anvandare.grupper.through.objects.values_list(
        "anvandare_id", "grupp__nyckel"
    ):
        groups.setdefault(person, set()).add(key)
    units: dict[int, set[int]] = {}
    for person, unit in Uppdrag.objects.values_list("anvandare_id", "kund_id"):
        units.setdefault(person, set()).add(unit)
    return {
        (role, group, scope)
        for person, roles in active.items()
        for role in roles
        for group in ("", *groups.get(person, ()))
        for scope in (units.get(person, ()) if role in _VARD else (None,))
    }


def _som_i_inkorgen(post: Post) -> tuple[str, str, int | None]:
    return post.role, post.group, post.scope if post.role in _VARD else None


def _i_ord(post: Post, groups: Mapping[str, str], units: Mapping[int, Kund]) -> str:
    said = [f"rollen {ROLLER[post.role].label}" if post.role in ROLLER else "en okänd roll"]
    if post.group:
        said.append(f"i gruppen {groups.get(post.group, post.group)}")
    if post.role in _VARD:
        unit = units.get(post.scope) if post.scope is not None else None
        said.append(f"vid {unit}" if unit else "utan enhet")
    return " ".join(said)
