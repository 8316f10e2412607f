"""A template case copied many times: its rows in every table, with ids and numbers of their own.

What belongs to the case is what came into the database while it was made: nothing is listed here,
so a table that somebody adds is copied too.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import (
    AutoField,
    BinaryField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    JSONField,
    Model,
    TextField,
    UUIDField,
)

from benchmarks.varld import ord as ordval
from benchmarks.varld.ord import Kopia
from benchmarks.varld.skriv import kolumner, nasta_id, skriv, som_lagras
from cases.gemensamt.models import Nummerserie
from cases.hjalpmedel.models import Individ, Saldo
from cases.mottagare.models import Mottagare
from workflows.models import Process

# Sums and counters of all cases: they are counted anew when the copies are there.
_GEMENSAMT = {Nummerserie, Saldo}
_PORTION = 2_000
_ROOMS = ("cases.", "workflows.")
Rad = Callable[[Kopia], Any]


def tabeller() -> list[type[Model]]:
    """Every table of the product, those that others point to first."""
    known = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(_ROOMS) and model not in _GEMENSAMT
    ]
    ordered: list[type[Model]] = []
    while known:
        ready = [m for m in known if not (_pekar_pa(m) & (set(known) - {m}))]
        ordered += ready
        known = [model for model in known if model not in ready]
        if not ready:
            # Definition and Version point at each other, and no case has rows in either.
            ordered += known
            break
    return ordered


def _pekar_pa(model: type[Model]) -> set[type[Model]]:
    return {f.related_model for f in kolumner(model) if isinstance(f, ForeignKey)}


def finns() -> dict[type[Model], Any]:
    """What is there now: the last key of a table that counts its own, else all of its keys."""
    return {
        model: nasta_id(model) - 1
        if isinstance(model._meta.pk, AutoField)
        else set(model._base_manager.values_list("pk", flat=True))
        for model in tabeller()
    }


@dataclass(frozen=True)
class Nummer:
    """A number that copies have their own of: of which series, as it reads, and its day."""

    serie: str
    text: str
    dag: date


@dataclass
class Mall:
    """A case's rows, and what in them a copy has its own of."""

    mottagare: Mottagare
    pagar: bool
    rader: dict[type[Model], list[Model]]
    # The words that each copy replaces.
    nummer: Sequence[Nummer]
    vem: Sequence[str]
    dag: date

    @property
    def namn(self) -> list[str]:
        """All words that a copy has its own of."""
        individer = [row.nummer for row in self.rader.get(Individ, ()) if isinstance(row, Individ)]
        return [*(one.text for one in self.nummer), *self.vem, *individer]


def nya_rader(before: Mapping[type[Model], Any]) -> dict[type[Model], list[Model]]:
    """The rows that have come since, in order of their keys."""
    found = {}
    for model, known in before.items():
        later = model._base_manager.order_by("pk")
        if isinstance(known, set):
            rows = [row for row in later if row.pk not in known]
        else:
            rows = list(later.filter(pk__gt=known))
        if rows:
            found[model] = rows
    return found


class Mangfaldigare:
    """Makes rows of a template's copies. `start` is the first free id of each table."""

    def __init__(self, mall: Mall, start: Mapping[type[Model], int]) -> None:
        self._mall = mall
        self._start = start
        self._ids = [
            one
            for row in mall.rader.get(Process, ())
            for one in ordval.korta_i(row.state)  # type: ignore[attr-defined]
        ]
        self._place = {
            model: {row.pk: place for place, row in enumerate(rows)}
            for model, rows in mall.rader.items()
        }
        self._rorliga = {
            model: [[self._cell(model, row, f) for f in kolumner(model)] for row in rows]
            for model, rows in mall.rader.items()
        }
        self._fasta = {
            model: [
                [som_lagras(model, f.name, getattr(row, f.attname)) for f in kolumner(model)]
                for row in rows
            ]
            for model, rows in mall.rader.items()
        }

    def rader(self, model: type[Model], kopior: Sequence[Kopia]) -> Iterator[list[Any]]:
        """The rows of these copies in one table, as the database stores them."""
        plans = [
            (fixed, [(place, made) for place, made in enumerate(cells) if made is not None])
            for fixed, cells in zip(self._fasta[model], self._rorliga[model], strict=True)
        ]
        for kopia in kopior:
            for fixed, changing in plans:
                row = fixed.copy()
                for place, made in changing:
                    row[place] = made(kopia)
                yield row

    def _cell(self, model: type[Model], row: Model, f: "Field[Any, Any]") -> Rad | None:
        """How a copy's value of this column is made; None where it is the template's own."""
        value = getattr(row, f.attname)
        if value is None:
            return None
        if model is Individ and f.name == "nummer":
            place = self._place[Individ][row.pk]
            return lambda kopia: str(kopia.individer + place)
        if isinstance(f, ForeignKey):
            return self._pekare(f.related_model, value)
        if isinstance(f, AutoField):
            return self._egen(model, value)
        return self._varde(f, value)

    def _varde(self, f: "Field[Any, Any]", value: Any) -> Rad | None:
        kinds: tuple[tuple[type, Callable[[Any], Rad | None]], ...] = (
            (UUIDField, _uuid),
            (DateTimeField, _nar),
            (DateField, _dag),
            (BinaryField, lambda packed: self._packat(f.name, bytes(packed))),
            (JSONField, lambda said: self._text(json.dumps(said, ensure_ascii=False))),
            (CharField, self._text),
            (TextField, self._text),
        )
        made = next((made for kind, made in kinds if isinstance(f, kind)), None)
        return made(value) if made else None

    def _text(self, said: str) -> Rad | None:
        return ordval.text(said, self._mall.namn)

    def _pekare(self, to: type[Model], value: Any) -> Rad | None:
        if to is Mottagare and value == self._mall.mottagare.pk:
            return lambda kopia: kopia.mottagare
        if value not in self._place.get(to, {}):
            return None
        return _uuid(value) if isinstance(value, UUID) else self._egen(to, value)

    def _egen(self, model: type[Model], value: Any) -> Rad:
        base = self._start[model] + self._place[model][value]
        step = len(self._place[model])
        return lambda kopia: base + kopia.nr * step

    def _packat(self, name: str, value: bytes) -> Rad | None:
        if not value or not self._mall.pagar:
            return None
        made = ordval.berattat if name == "content" else ordval.tillstand
        return made(value, self._mall.namn, self._ids)


def _uuid(value: UUID) -> Rad:
    if connection.features.has_native_uuid_field:
        return lambda kopia: kopia.id(value)
    return lambda kopia: kopia.id(value).hex


def _nar(value: datetime) -> Rad:
    stored = connection.ops.adapt_datetimefield_value
    return lambda kopia: stored(value - timedelta(days=kopia.dagar))


def _dag(value: date) -> Rad:
    stored = connection.ops.adapt_datefield_value
    return lambda kopia: stored(kopia.dag(value))


def skriv_kopior(
    mallar: Iterable[tuple[Mall, Sequence[Kopia]]], sagt: Callable[[str, int], None]
) -> None:
    """Write the copies of each template, a portion of copies at a time, table by table."""
    order = tabeller()
    for mall, kopior in mallar:
        numbered = [m for m in mall.rader if isinstance(m._meta.pk, AutoField)]
        made = Mangfaldigare(mall, {model: nasta_id(model) for model in numbered})
        for first in range(0, len(kopior), _PORTION):
            some = kopior[first : first + _PORTION]
            with transaction.atomic():
                for model in order:
                    if model in mall.rader:
                        names = [str(f.column) for f in kolumner(model)]
                        skriv(model, names, made.rader(model, some))
            sagt("kundorder", len(some))
