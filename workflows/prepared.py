"""Statements whose SQL is made once, for what every request asks and every move writes.

Django builds the SQL of a query anew each time, and in a request of a few milliseconds that was
more than half of the work. Here the ORM builds it the first time, from the models as ever, and
later rounds only fill in the values:

    _OPEN = Select(lambda: UserTask.objects.filter(pk=Given("pk", UUIDField())))
    task = _OPEN.one(pk=task_id)

For the handful of places where it is measured to matter (`manage.py benchmark --only reference`);
everywhere else the ORM's own queries are what to write.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import DeleteQuery, Query, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Given(Expression):
    """A place that each round fills with a value of a field's kind."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_: object) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A parameter, filled when the statement is sent."""
        return "%s", [self]

    def prepare(self, given: Mapping[str, object], db: BaseDatabaseWrapper) -> Any:
        """The value as the database's driver takes it."""
        return self.output_field.get_db_prep_save(given[self.name], db)


@dataclass(frozen=True)
class _Made:
    compiler: SQLCompiler
    sql: str
    params: Sequence[Any]

    def execute(self, cursor: CursorWrapper, given: Mapping[str, object]) -> None:
        db = cursor.db
        params = [p.prepare(given, db) if isinstance(p, Given) else p for p in self.params]
        cursor.execute(self.sql, params)


class _Statement(ABC):
    def __init__(self, build: Callable[[], "QuerySet[Any]"]) -> None:
        self._build = build
        self._made: dict[str, _Made] = {}

    @abstractmethod
    def _query(self) -> Query: ...

    def _ready(self, db: BaseDatabaseWrapper) -> _Made:
        made = self._made.get(db.vendor)
        if made is None:
            made = self._made[db.vendor] = self._make(db)
        return made

    def _make(self, db: BaseDatabaseWrapper) -> _Made:
        compiler = self._query().get_compiler(db.alias)
        sql, params = compiler.as_sql()
        return _Made(compiler, sql, params)


class Select(_Statement, Generic[M]):
    """A query of a model's rows, with those that it follows by `select_related`."""

    def __init__(self, build: Callable[[], "QuerySet[M]"]) -> None:
        super().__init__(build)
        self._makers: dict[str, Callable[[Sequence[Any]], M]] = {}

    def _query(self) -> Query:
        return self._build().query

    def one(self, **given: object) -> M | None:
        """The row that the query finds; None without any."""
        with connection.cursor() as cursor:
            made = self._ready(cursor.db)
            made.execute(cursor, given)
            row = cursor.fetchone()
            if row is None:
                return None
            vendor = cursor.db.vendor
            make = self._makers.get(vendor) or self._makers.setdefault(
                vendor, _maker(made.compiler)
            )
        return make(row)


def _maker(compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """What makes an object of a row: as Django's own `ModelIterable` does it."""
    info, columns = compiler.klass_info, compiler.select
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in columns[first:end]]
    related = get_related_populators(info, columns, connection.alias)  # type: ignore[call-arg]
    converters = compiler.get_converters([column for column, *_ in columns])

    def make(row: Sequence[Any]) -> Any:
        values = next(iter(compiler.apply_converters([row], converters)))
        found = info["model"].from_db(connection.alias, names, values[first:end])
        for populator in related:
            populator.populate(values, found)
        return found

    return make


class _Change(_Statement):
    def run(self, **given: object) -> int:
        """Carry it out. Returns how many rows it met."""
        with connection.cursor() as cursor:
            self._ready(cursor.db).execute(cursor, given)
            return int(cursor.rowcount)


class Update(_Change):
    """New values for the rows of a query."""

    def __init__(self, build: Callable[[], "QuerySet[Any]"], **values: Given) -> None:
        super().__init__(build)
        self._values = values

    def _query(self) -> Query:
        query = self._build().query.chain(UpdateQuery)
        query.add_update_values(self._values)  # type: ignore[attr-defined]
        return query


class Delete(_Change):
    """The rows of a query go, without a look for what refers to them: the database minds that."""

    def _query(self) -> Query:
        return self._build().query.chain(DeleteQuery)


class Take(Delete):
    """The one row of a query goes, and tells some of what it held."""

    def __init__(self, build: Callable[[], "QuerySet[Any]"], *told: str) -> None:
        super().__init__(build)
        self._told = told
        self._converters: dict[str, dict[int, Any]] = {}

    def one(self, **given: object) -> Sequence[Any] | None:
        """The values of the fields that were asked for, in their order; None without a row."""
        with connection.cursor() as cursor:
            made = self._ready(cursor.db)
            made.execute(cursor, given)
            row = cursor.fetchone()
            vendor = cursor.db.vendor
        if row is None:
            return None
        converters = self._converters[vendor]
        return next(iter(made.compiler.apply_converters([row], converters)))

    def _make(self, db: BaseDatabaseWrapper) -> _Made:
        plain = super()._make(db)
        model = self._build().model
        columns = [_field(model, name).get_col(model._meta.db_table) for name in self._told]
        self._converters[db.vendor] = plain.compiler.get_converters([*columns])
        named = ", ".join(db.ops.quote_name(str(col.target.column)) for col in columns)
        return _Made(plain.compiler, f"{plain.sql} RETURNING {named}", plain.params)


class Insert:
    """A new row of a model. Its number, where the database gives it one, is set on it."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._sql: dict[str, str] = {}
        key = model._meta.pk
        self._numbered = key if isinstance(key, AutoField) else None
        self._fields = [f for f in model._meta.concrete_fields if f is not self._numbered]

    def run(self, row: Model) -> None:
        """Write it."""
        with connection.cursor() as cursor:
            db = cursor.db
            sql = self._sql.get(db.vendor) or self._make()
            values = [
                field.get_db_prep_save(getattr(row, field.attname), db) for field in self._fields
            ]
            cursor.execute(sql, values)
            if self._numbered is not None:
                row.pk = cursor.fetchone()[0]
        row._state.adding = False

    def _make(self) -> str:
        names = [connection.ops.quote_name(str(field.column)) for field in self._fields]
        places = ", ".join("%s" for _ in names)
        table = connection.ops.quote_name(self._model._meta.db_table)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - our names
        if self._numbered is not None:
            sql += f" RETURNING {connection.ops.quote_name(str(self._numbered.column))}"
        self._sql[connection.vendor] = sql
        return sql


class Add:
    """Sums added to the rows that there are, by a unique key; those that there are not are made."""

    def __init__(self, model: type[Model], key: Sequence[str], sums: Sequence[str]) -> None:
        self._model = model
        self._key = [_field(model, name) for name in key]
        self._sums = [_field(model, name) for name in sums]

    def run(self, rows: Mapping[tuple[Any, ...], Mapping[str, int]]) -> None:
        """Add to each key's row, sums by name. Those who add at once meet the rows in one order."""
        fields = [*self._key, *self._sums]
        names = [field.name for field in self._sums]
        with connection.cursor() as cursor:
            values = [
                [
                    field.get_db_prep_save(value, cursor.db)
                    for field, value in zip(
                        fields, (*key, *(rows[key].get(name, 0) for name in names)), strict=True
                    )
                ]
                for key in sorted(rows)
            ]
            if values:
                cursor.executemany(self._sql(), values)

    def _sql(self) -> str:
        quote = connection.ops.quote_name
        table = quote(self._model._meta.db_table)
        key = [quote(str(field.column)) for field in self._key]
        sums = [quote(str(field.column)) for field in self._sums]
        places = ", ".join("%s" for _ in (*key, *sums))
        added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
        return (
            f"INSERT INTO {table} ({', '.join((*key, *sums))}) VALUES ({places})"  # noqa: S608 - our names
            f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {added}"
        )


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    found = model._meta.get_field(name)
    if not isinstance(found, Field):
        raise TypeError(f"{name} has no column of its own")
    return found
