"""What the page of a made-up case shows: what waits, and what has happened and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from cases.processer.provas import Provning, facts_of
from workflows import registry
from workflows.errors import Hinder
from workflows.forms import AsWritten, FieldView, Form
from workflows.trial import values, writing


@dataclass(frozen=True)
class Oppen:
    """A task that waits, with who has it, by when, and what it asks."""

    element: str
    namn: str
    roll: str
    grupp: str
    senast: datetime | None
    knapp: str
    falt: Sequence[FieldView]
    uppgifter: bool
    vald: bool


@dataclass(frozen=True)
class Beslut:
    """A table's answer, with the rows that gave it and what they were asked."""

    namn: str
    svar: str
    rader: Sequence[str]
    fragade: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Steg:
    """What one thing led to, in words."""

    rubrik: str
    gick: Sequence[str]
    beslut: Sequence[Beslut]
    handelser: Sequence[str]
    stopp: Sequence[str]


def oppna(
    provning: Provning,
    told: Mapping[str, Any],
    post: QueryDict | None,
    hinder: Sequence[Hinder],
    *,
    vald: str,
) -> list[Oppen]:
    """The tasks that wait; one of them drawn: the one that was posted, which keeps what was typed,
    or the chosen."""
    waiting = {one["element"]: one for one in told["open"]}
    posted_to = post.get("element", "") if post is not None else ""
    chosen = next((one for one in (posted_to, vald) if one in waiting), next(iter(waiting), ""))
    found = []
    for one in waiting.values():
        form = provning.known.form_of(one["element"])
        posted = post if posted_to == one["element"] else None
        found.append(
            Oppen(
                element=one["element"],
                namn=one["name"],
                roll=roll(one["role"]),
                grupp=one["group"],
                senast=one["deadline"] and datetime.fromisoformat(one["deadline"]),
                knapp=form.submit if form else "Klart",
                falt=falt(form, posted, told, hinder) if form and one["element"] == chosen else [],
                uppgifter=form is None,
                vald=one["element"] == chosen,
            )
        )
    return found


def falt(
    form: Form, post: QueryDict | None, told: Mapping[str, Any], hinder: Sequence[Hinder]
) -> list[FieldView]:
    """A form's visible questions."""
    errors = {one.falt: one.mening for one in hinder}
    return form.render_fields(post, errors, facts=facts_of(told), asker=AsWritten())


def stegen(provning: Provning, told: Mapping[str, Any]) -> list[Steg]:
    """What has happened, the latest first."""
    scenario = provning.scenario
    if scenario is None:
        return []
    titles = ["Ärendet startades", *(_capital(writing.said(one)) for one in scenario.when)]
    rows = [_steg(title, one) for title, one in zip(titles, told["steps"], strict=False)]
    return rows[::-1]


def roll(key: str) -> str:
    """A role as people name it."""
    found = registry.roles().get(key)
    return found.label if found else key


def _steg(title: str, one: Mapping[str, Any]) -> Steg:
    happened = [f"Fristen ”{each['name']}” gick ut." for each in one["fired"]]
    happened += [f"Meddelandet ”{each['name']}” skickades." for each in one["sent"]]
    happened += [
        f"”{each['name']}” väntar nu hos {roll(each['role']) or 'ingen bestämd roll'}"
        + (f", grupp {each['group']}." if each["group"] else ".")
        for each in one["opened"]
    ]
    return Steg(
        rubrik=title,
        gick=[each["name"] for each in one["trail"]],
        beslut=[_beslut(each) for each in one["decisions"]],
        handelser=happened,
        stopp=[f"{each['name']}: {each['mening']}" for each in one["stuck"]],
    )


def _beslut(made: Mapping[str, Any]) -> Beslut:
    rows = [
        f"rad {row['row']}" + (f" ({notes})" if notes else "")
        for row in made["matched"]
        for notes in ["; ".join(filter(None, row["annotations"].values()))]
    ]
    return Beslut(
        namn=made["name"],
        svar=values.one(made["value"]),
        rader=rows or ["ingen rad"],
        fragade=[(name, values.one(value)) for name, value in made["inputs"].items()],
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
