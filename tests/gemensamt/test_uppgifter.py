"""Who may see and do an open task: role, group, unit."""

from uuid import uuid4

import pytest

from cases.gemensamt.uppgifter import far_gora, min_uppgift, mina
from cases.organisation.models import Anvandare, Betalare, Grupp, Kund, Uppdrag
from tests.workflows.draw import draw
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.errors import Forbidden, NotYourTurn
from workflows.models import Process, UserTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    bundle = Bundle("prov", draw("start > a", "a > slut", user="a"))
    version = versions.publish(bundle, case_type="fritt")
    return Process.objects.create(
        version=version, case_id=uuid4(), state=b"", started_at=clock.now()
    )


def task(process: Process, role: str, *, group: str = "", kund: Kund | None = None) -> UserTask:
    return UserTask.objects.create(
        task_id=uuid4(),
        process=process,
        case_id=process.case_id,
        case_type="fritt",
        element="a",
        name="A",
        role=role,
        group=group,
        scope=kund.pk if kund else None,
        created_at=clock.now(),
    )


def person(namn: str, *roller: str, kund: Kund | None = None, grupp: str = "") -> Anvandare:
    found = Anvandare.objects.create_user(namn, roller=list(roller))
    if kund:
        Uppdrag.objects.create(anvandare=found, kund=kund)
    if grupp:
        found.grupper.add(
            Grupp.objects.create(nyckel=grupp, namn=grupp, roll=roller[0] if roller else "lager")
        )
    return found


@pytest.fixture
def kunder() -> tuple[Kund, Kund]:
    betalare = Betalare.objects.create(nummer="1", namn="Regionen")
    first, second = (
        Kund.objects.create(nummer=nummer, namn=nummer, organisation="region", betalare=betalare)
        for nummer in ("1", "2")
    )
    return first, second


def test_a_role_at_hmc_sees_its_tasks_whichever_unit(
    process: Process, kunder: tuple[Kund, Kund]
) -> None:
    free, owned, other = (
        task(process, "lager"),
        task(process, "lager", kund=kunder[0]),
        task(process, "transport"),
    )
    assert set(mina(person("lotta", "lager"))) == {free, owned}
    assert set(mina(person("alla", "lager", "transport"))) == {free, owned, other}
    assert set(mina(person("ingen"))) == set()


def test_a_vardgivares_tasks_belong_to_the_unit(
    process: Process, kunder: tuple[Kund, Kund]
) -> None:
    own = task(process, "forskrivare", kund=kunder[0])
    task(process, "forskrivare", kund=kunder[1])
    task(process, "forskrivare")
    assert set(mina(person("miriam", "forskrivare", kund=kunder[0]))) == {own}


def test_a_groups_tasks_are_its_members(process: Process) -> None:
    plain, grouped = task(process, "konsulent"), task(process, "konsulent", group="sangar")
    assert set(mina(person("kajsa", "konsulent", grupp="sangar"))) == {plain, grouped}
    assert set(mina(person("kalle", "konsulent"))) == {plain}
    assert set(mina(person("lotta", "lager", grupp="annan"))) == set()


def test_who_has_left_sees_nothing(process: Process) -> None:
    task(process, "lager")
    left = person("borta", "lager")
    left.is_active = False
    left.save()
    assert not mina(left).exists()


def test_one_task_or_the_reason_why_not(
    process: Process, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    open_task = task(process, "lager")
    lotta, kim = person("lotta", "lager"), person("kim", "kundtjanst")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = min_uppgift(lotta, open_task.pk, lock=True)
        assert found.process.version_id == process.version_id
    with pytest.raises(Forbidden, match="annan roll"):
        min_uppgift(kim, open_task.pk)
    with pytest.raises(NotYourTurn, match="redan utförd"):
        min_uppgift(lotta, uuid4())


def test_the_list_and_the_one_task_agree(process: Process, kunder: tuple[Kund, Kund]) -> None:
    tasks = [
        task(process, role, group=group, kund=kund)
        for role in ("forskrivare", "lager", "konsulent")
        for group in ("", "sangar")
        for kund in (None, *kunder)
    ]
    people = [
        person("a", "forskrivare", kund=kunder[0]),
        person("b", "forskrivare", "konsulent", kund=kunder[1], grupp="sangar"),
        person("c", "konsulent", "lager"),
        person("d"),
    ]
    gone = person("e", "lager")
    gone.is_active = False
    for one in (*people, gone):
        assert set(mina(one)) == {found for found in tasks if far_gora(one, found)}
