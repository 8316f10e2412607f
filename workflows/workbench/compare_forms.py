"""What differs between two forms, question by question and in words."""

from collections.abc import Iterator, Sequence
from typing import Literal

from workflows.workbench.form_words import Asked, FormWords

Kind = Literal["added", "removed", "changed"]


def differences(was: FormWords, now: FormWords) -> Iterator[tuple[Kind, str]]:
    """Each difference as its kind and a sentence; nothing where there are no words for it."""
    if was.trouble or now.trouble:
        return
    yield from (("changed", said) for said in _around(was, now))
    before = {one.name: one for one in was.asked if one.name}
    after = {one.name: one for one in now.asked if one.name}
    for name, question in after.items():
        if name not in before:
            yield "added", f"Frågan ”{question.label}” är ny."
            continue
        for said in _question(before[name], question):
            yield "changed", f"Frågan ”{question.label}” {said}"
    for name, question in before.items():
        if name not in after:
            yield "removed", f"Frågan ”{question.label}” är borttagen."
    if [one for one in before if one in after] != [one for one in after if one in before]:
        yield "changed", "Frågorna ställs i en annan ordning."


def _around(was: FormWords, now: FormWords) -> Iterator[str]:
    if was.title != now.title:
        yield f"Formuläret heter nu ”{now.title}” i stället för ”{was.title}”."
    if was.description != now.description:
        yield "Texten under rubriken är ändrad."
    if was.submit != now.submit:
        yield f"Det står nu ”{now.submit}” på knappen i stället för ”{was.submit}”."
    if _between(was.asked) != _between(now.asked):
        yield "Rubrikerna eller texterna mellan frågorna är ändrade."


def _between(asked: Sequence[Asked]) -> list[tuple[str, str]]:
    return [(one.label, one.when) for one in asked if not one.name]


def _question(was: Asked, now: Asked) -> Iterator[str]:
    if was.label != now.label:
        yield f"löd förut ”{was.label}”."
    if was.sort != now.sort:
        yield f"är nu av sorten {now.sort} i stället för {was.sort}."
    if was.needed != now.needed:
        yield "måste nu besvaras." if now.needed else "måste inte längre besvaras."
    if was.when != now.when:
        shown = f"visas nu när {now.when}" if now.when else "visas nu alltid"
        yield f"{shown}; förut {f'när {was.when}' if was.when else 'alltid'}."
    if was.options != now.options:
        yield f"har nu svaren {_list(now.options)}; förut {_list(was.options)}."
    if was.limits != now.limits:
        yield f"har nu gränserna {_list(now.limits)}; förut {_list(was.limits)}."
    if was.help != now.help:
        yield "har en annan hjälptext."


def _list(words: Sequence[str]) -> str:
    return ", ".join(words) or "inga"
