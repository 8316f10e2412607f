"""The options of a choice: `oneOf`, each with a `const` that is kept and a `title` that is read."""

from workflows.forms.fields import Option
from workflows.forms.limits import MAX_OPTIONS
from workflows.forms.problems import Faults


def read_options(listed: object, faults: Faults) -> tuple[Option, ...]:
    """The options in order, noting what is wrong with them."""
    if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_OPTIONS:
        faults.add("fel_val", f"Lista 1–{MAX_OPTIONS} alternativ i oneOf, med const och title.")
        return ()
    found = []
    for number, option in enumerate(listed):
        if _is_option(option):
            found.append(Option(option["const"], option["title"]))
        else:
            faults.at(str(number)).add("fel_val", "Skriv const och title, båda som text.")
    if len({option.value for option in found}) < len(found):
        faults.add("dubbelt_val", "Två alternativ har samma const. Ge dem var sitt.")
    return tuple(found)


def _is_option(option: object) -> bool:
    return (
        isinstance(option, dict)
        and option.keys() == {"const", "title"}
        and all(isinstance(text, str) and 0 < len(text) <= 200 for text in option.values())
    )
