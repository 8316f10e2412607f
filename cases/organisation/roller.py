"""The roles. Lanes in the diagrams name their keys; decisions name groups, each of one role."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workflows.registry import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cases.organisation.models import Anvandare

VARDGIVARE = "vardgivare"
HMC = "hmc"

ROLLER: Mapping[str, Role] = {
    key: Role(key, label, side)
    for side, named in {
        VARDGIVARE: {
            "forskrivare": "Förskrivare",
            "bestallare": "Beställare",
            "forradsansvarig": "Förrådsansvarig",
            "kostnadsansvarig": "Kostnadsansvarig",
            "enhetschef": "Enhetschef",
            "fakturagranskare": "Fakturagranskare",
            "loggranskare": "Loggranskare",
        },
        HMC: {
            "kundtjanst": "Kundtjänst",
            "lager": "Lager",
            "inkop": "Inköp",
            "transport": "Transport",
            "tekniker": "Tekniker",
            "konsulent": "Konsulent",
            "ekonomi": "Ekonomi",
            "kvalitet": "Kvalitet",
            "gruppchef": "Gruppchef",
            "processagare": "Processägare",
            "administrator": "Administratör",
        },
    }.items()
    for key, label in named.items()
}


def har_roll(user: "Anvandare | AnonymousUser", *roller: str) -> bool:
    """Whether the person is active and has any of these roles. An unknown role is a `KeyError`."""
    asked = {ROLLER[roll].key for roll in roller}
    return user.is_active and not user.is_anonymous and not asked.isdisjoint(user.roller)


def roller_pa_sidan(side: str) -> frozenset[str]:
    """The roles of one side: `VARDGIVARE` or `HMC`."""
    return frozenset(key for key, role in ROLLER.items() if role.side == side)


def ar_hmc(user: "Anvandare | AnonymousUser") -> bool:
    """Whether the person works at the hjälpmedelscentral."""
    return har_roll(user, *roller_pa_sidan(HMC))


def etiketter(roller: list[str]) -> list[str]:
    """The roles' Swedish names, in the order of the table."""
    return [role.label for key, role in ROLLER.items() if key in roller]
