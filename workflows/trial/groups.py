"""The groups that decisions name, as a dry world is told of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflows import registry


@dataclass(frozen=True)
class Groups:
    """Each group's role by its key, and its key by the name that a table gives it."""

    roles: Mapping[str, str]
    names: Mapping[str, str]

    @property
    def by_key(self) -> Mapping[str, str]:
        """What people call each group, by its key."""
        return {key: name for name, key in sorted(self.names.items())}

    def name_of(self, key: str) -> str:
        """What people call the group; the key itself where nobody knows."""
        return next((name for name, of in self.names.items() if of == key), key)


def registered() -> Groups:
    """Those that there are now."""
    return Groups(dict(registry.groups()), dict(registry.group_names()))
