"""Statements made once say and do what the ORM's own do."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import BigAutoField, CharField, UUIDField
from django.test.utils import CaptureQueriesContext

from workflows import clock
from workflows.models import Definition, Move, MoveDetail, Process, UserTask, Version
from workflows.prepared import Delete, Given, Insert, Select, Update

pytestmark = pytest.mark.django_db

_TASK = Select(
    lambda: UserTask.objects.select_related("process__version").filter(pk=Given("pk", UUIDField()))
)
_SHORT = Select(lambda: UserTask.objects.only("name").filter(pk=Given("pk", UUIDField())))
_DEFINITION = Select(
    lambda: Definition.objects.select_related("published").filter(name=Given("name", CharField()))
)


@pytest.fixture
def process() -> Process:
    definition = Definition.objects.create(name="prov", title="Prov", case_type="fritt")
    version = Version.objects.create(
        definition=definition, number=1, digest="d", bpmn=b"<x/>", created_at=clock.now()
    )
    return Process.objects.create(
        version=version, case_id=uuid4(), state=b"\x00\xff", started_at=clock.now()
    )


def task(process: Process, **values: object) -> UserTask:
    about = {"case_type": "fritt", "element": "a", "name": "Öppna", "role": "lager"}
    return UserTask(
        task_id=uuid4(),
        process=process,
        case_id=process.case_id,
        created_at=clock.now(),
        **about | values,
    )


def values(row: UserTask | Process | Move) -> dict[str, object]:
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return found | {"state": bytes(found["state"])} if "state" in found else found


def test_a_row_is_what_the_orm_gives(process: Process) -> None:
    wanted = task(process, deadline=clock.now(), priority=-3)
    wanted.save(force_insert=True)
    for _ in range(2):  # the first time makes the statement, the second uses it
        with CaptureQueriesContext(connection) as asked:
            found = _TASK.one(pk=wanted.pk)
            assert found is not None
            assert values(found) == values(UserTask.objects.get(pk=wanted.pk))
            assert values(found.process) == values(Process.objects.get(pk=process.pk))
            assert found.process.version.digest == "d"
        assert len(asked) == 3  # what is followed came along: only the comparisons asked again


def test_no_row_is_none() -> None:
    assert _TASK.one(pk=uuid4()) is None


def test_what_was_left_out_is_read_when_asked_for(process: Process) -> None:
    wanted = task(process)
    wanted.save(force_insert=True)
    found = _SHORT.one(pk=wanted.pk)
    assert found is not None
    assert found.get_deferred_fields()
    assert found.role == "lager"


def test_a_relation_that_leads_nowhere_is_none(process: Process) -> None:
    found = _DEFINITION.one(name="prov")
    assert found is not None
    assert found.published is None


def test_a_new_row_is_kept_with_its_number(process: Process) -> None:
    move = Move(
        process=process, rev=1, version_id=1, kind=Move.Kind.TASK, at=clock.now(), task_id=uuid4()
    )
    Insert(Move).run(move)
    Insert(MoveDetail).run(MoveDetail(move=move, content=None, state_before=b"\x00\xff"))
    kept = Move.objects.select_related("detail").get(process=process)
    assert values(kept) == values(move)
    assert kept.detail.content is None
    assert bytes(kept.detail.state_before) == b"\x00\xff"
    move.actor = "miriam"
    move.save()  # known to be there: changed, not written again
    assert Move.objects.get(process=process).actor == "miriam"


def test_a_change_meets_only_its_rows(process: Process) -> None:
    rename = Update(
        lambda: UserTask.objects.filter(pk=Given("pk", UUIDField()), assignee__in=("", "x")),
        name=Given("name", CharField()),
        deadline=Given("deadline", UserTask._meta.get_field("deadline")),
    )
    free, taken = task(process), task(process, assignee="kollega")
    UserTask.objects.bulk_create([free, taken])
    now = clock.now()
    assert rename.run(pk=free.pk, name="Nytt", deadline=now) == 1
    assert rename.run(pk=taken.pk, name="Nytt", deadline=None) == 0
    assert UserTask.objects.get(pk=free.pk).deadline == now
    assert UserTask.objects.get(pk=taken.pk).name == "Öppna"


def test_what_goes_is_only_what_was_named(process: Process) -> None:
    remove = Delete(
        lambda: UserTask.objects.filter(
            process=Given("process", BigAutoField()), name=Given("name", CharField())
        )
    )
    UserTask.objects.bulk_create([task(process), task(process, name="%s '")])
    assert remove.run(process=process.pk, name="%s '") == 1
    assert [row.name for row in UserTask.objects.all()] == ["Öppna"]


def test_a_forgotten_value_is_heard_of_at_once() -> None:
    with pytest.raises(KeyError):
        _TASK.one(primary=UUID(int=0))
