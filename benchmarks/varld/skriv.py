"""Writing very many rows: COPY on PostgreSQL, executemany on SQLite; ids are given out here."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Max, Model

_AT_ONCE = 2_000


def kolumner(model: type[Model]) -> "list[Field[Any, Any]]":
    """The fields that have a column of their own."""
    return list(model._meta.concrete_fields)


def skriv(model: type[Model], namn: Sequence[str], rader: Iterable[Sequence[Any]]) -> None:
    """Insert rows, given as the database stores them (`som_lagras`), in this order of columns."""
    table = connection.ops.quote_name(model._meta.db_table)
    named = ", ".join(connection.ops.quote_name(name) for name in namn)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rader:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(namn))
        insert = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608 - names of our own
        for some in _portioner(rader):
            cursor.executemany(insert, some)


def nasta_id(model: type[Model]) -> int:
    """The first id that is free."""
    last = model._default_manager.aggregate(last=Max("pk"))["last"]
    return int(last or 0) + 1


def stall_raknare(modeller: Iterable[type[Model]]) -> None:
    """Let the database's own counters go on after the ids that were given out here."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in modeller:
            table, column = model._meta.db_table, model._meta.pk.column
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [table, column, max(nasta_id(model) - 1, 1)],
            )


def som_lagras(model: type[Model], falt: str, varde: Any) -> Any:
    """A Python value as this database stores it."""
    field = model._meta.get_field(falt)
    return field.get_db_prep_save(varde, connection)  # type: ignore[union-attr]


def _portioner(rader: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    left = iter(rader)
    while some := list(islice(left, _AT_ONCE)):
        yield some
