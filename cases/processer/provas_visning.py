"""What the page of a made-up case shows: what waits, and what has happened and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from cases.processer.provas import Provning, facts_of
from cases.processer.provas_fakta import FALT, falt, fragas
from workflows import registry
from workflows.errors import Hinder
from workflows.facts import Fact
from workflows.forms import AsWritten, FieldView, Form
from workflows.trial import values, writing
from workflows.trial.facts import Known


@dataclass(frozen=True)
class Plats:
    """Where a question stands, whether or not it is asked now; `bytt` when that has changed."""

    namn: str
    falt: FieldView | None
    bytt: bool


@dataclass(frozen=True)
class Fragor:
    """What is asked at once: the questions of a form, each in its place, and then the facts that
    would be asked after it. `bytt` when other facts are asked than the page shows."""

    platser: Sequence[Plats] = ()
    fakta: Sequence[FieldView] = ()
    sedda: frozenset[str] | None = None

    @property
    def visade(self) -> str:
        """The names on the page, posted back to tell which questions were seen."""
        asked = [one.namn for one in self.platser if one.falt]
        return " ".join([*asked, *(one.name for one in self.fakta)])

    @property
    def bytt(self) -> bool:
        """Whether the facts asked are others than those the page shows."""
        shown = {one for one in self.sedda or () if one.startswith(FALT)}
        return shown != {one.name for one in self.fakta}


@dataclass(frozen=True)
class Oppen:
    """A task that waits, with who has it, by when, and what it asks."""

    element: str
    namn: str
    roll: str
    grupp: str
    senast: datetime | None
    knapp: str
    fragor: Fragor | None


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
                grupp=provning.known.group_names.get(one["group"], one["group"]),
                senast=one["deadline"] and datetime.fromisoformat(one["deadline"]),
                knapp=form.submit if form else "Klart",
                fragor=uppgiftens_fragor(provning, told, one["element"], posted, hinder)
                if one["element"] == chosen
                else None,
            )
        )
    return found


def startens_fragor(
    provning: Provning, post: QueryDict | None, hinder: Sequence[Hinder] = ()
) -> Fragor:
    """What is asked before the case begins."""
    given = provning.given(post) if post is not None else {}
    fakta = provning.asked_first(given)
    form = provning.known.forms.get(provning.start)
    return _fragor(provning, form, fakta, {}, post, hinder)


def uppgiftens_fragor(
    provning: Provning,
    told: Mapping[str, Any],
    element: str,
    post: QueryDict | None,
    hinder: Sequence[Hinder] = (),
) -> Fragor:
    """What a task asks, and what would be asked once it is done as it is answered so far."""
    posted = post.copy() if post is not None else QueryDict(mutable=True)
    posted["gor"], posted["element"] = "svara", element
    fakta = provning.asked_by(provning.line(posted, told, unsure=True))
    form = provning.known.form_of(element)
    return _fragor(provning, form, fakta, facts_of(told), post, hinder)


def fristens_fragor(
    provning: Provning,
    told: Mapping[str, Any],
    post: QueryDict | None,
    hinder: Sequence[Hinder] = (),
) -> Fragor:
    """What would be asked when the next time runs out."""
    posted = post.copy() if post is not None else QueryDict(mutable=True)
    posted["gor"] = "frist"
    fakta = provning.asked_by(provning.line(posted, told, unsure=True))
    return _fragor(provning, None, fakta, facts_of(told), post, hinder)


def vantans_fragor(
    provning: Provning,
    told: Mapping[str, Any],
    post: QueryDict | None,
    hinder: Sequence[Hinder] = (),
) -> Fragor:
    """What is waited for to become true, wherever the case stands."""
    fakta = fragas(provning.known, provning.names.waited_for(told["standing"]))
    return _fragor(provning, None, fakta, facts_of(told), post, hinder)


def _fragor(
    provning: Provning,
    form: Form | None,
    fakta: Sequence[Fact],
    sagt: Mapping[str, Any],
    post: QueryDict | None,
    hinder: Sequence[Hinder],
) -> Fragor:
    errors = {one.falt: one.mening for one in hinder}
    seen = None if post is None else frozenset(post.get("_visade", "").split())
    places: list[Plats] = []
    if form is not None:
        shown = {
            one.name: one for one in form.render_fields(post, errors, facts=sagt, asker=AsWritten())
        }
        places = [
            Plats(one.name, shown.get(one.name), (one.name in shown) != (one.name in (seen or ())))
            for one in form.parts
        ]
    return Fragor(places, falt(provning.known, fakta, sagt, post, hinder), seen)


def stegen(provning: Provning, told: Mapping[str, Any]) -> list[Steg]:
    """What has happened, the latest first."""
    scenario = provning.scenario
    if scenario is None:
        return []
    titles = ["Ärendet startades", *(_capital(writing.said(one)) for one in scenario.when)]
    rows = [
        _steg(provning.known, title, one) for title, one in zip(titles, told["steps"], strict=False)
    ]
    return rows[::-1]


def roll(key: str) -> str:
    """A role as people name it."""
    found = registry.roles().get(key)
    return found.label if found else key


def _steg(known: Known, title: str, one: Mapping[str, Any]) -> Steg:
    happened = [f"Fristen ”{each['name']}” gick ut." for each in one["fired"]]
    happened += [f"Meddelandet ”{each['name']}” skickades." for each in one["sent"]]
    happened += [
        f"”{each['name']}” väntar nu hos {roll(each['role']) or 'ingen bestämd roll'}"
        + (f", grupp {known.group_names.get(group, group)}." if (group := each["group"]) else ".")
        for each in one["opened"]
    ]
    return Steg(
        rubrik=title,
        # A gateway that has no name says nothing to whoever reads.
        gick=[each["name"] for each in one["trail"] if each["name"] != each["element"]],
        beslut=[_beslut(known, each) for each in one["decisions"]],
        handelser=happened,
        stopp=[f"{each['name']}: {each['mening']}" for each in one["stuck"]],
    )


def _beslut(known: Known, made: Mapping[str, Any]) -> Beslut:
    rows = [
        f"rad {row['row']}" + (f" ({notes})" if notes else "")
        for row in made["matched"]
        for notes in ["; ".join(filter(None, row["annotations"].values()))]
    ]
    return Beslut(
        namn=made["name"],
        svar=_ord(made["value"]),
        rader=rows or ["ingen rad"],
        fragade=[(known.labels.of(name), _ord(value)) for name, value in made["inputs"].items()],
    )


def _ord(value: Any) -> str:
    """An answer as it is read; what is empty of several is left out."""
    if isinstance(value, Mapping):
        parts = {key.replace("_", " "): one for key, one in value.items() if one not in (None, "")}
        return ", ".join(f"{key}: {_ord(one)}" for key, one in parts.items())
    return value if isinstance(value, str) else values.one(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
