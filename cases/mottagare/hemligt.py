"""Whether a text is somebody's own, however it is written."""

from collections.abc import Iterable, Mapping

from workflows.errors import Hinder


def ar_nagons(text: str, egna: Iterable[str]) -> bool:
    """Whether the text is one of somebody's own, spaces, hyphens and capitals left out of it."""
    bare = _bare(text)
    return bool(bare) and bare in {_bare(own) for own in egna}


def hinder_for_hemligt(
    skrivet: Mapping[str, Iterable[str]], hemligt: Iterable[str]
) -> list[Hinder]:
    """The fields of an address where something typed is a protected person's own (L6)."""
    own = list(hemligt)
    return [
        Hinder(
            f"{falt}_hemlig",
            "Mottagaren har skyddade personuppgifter. Ange din enhets adress och telefon i stället"
            " för mottagarens egna.",
            falt,
        )
        for falt, texts in skrivet.items()
        if any(ar_nagons(text, own) for text in texts)
    ]


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
