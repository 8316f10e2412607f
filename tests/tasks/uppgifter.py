"""Open tasks and people for the tests of the inbox, laid down as the engine would."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils.html import escape

from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare, Grupp, Kund
from tests.organisation import bygg
from tests.workflows.draw import draw
from workflows import clock
from workflows.diagrams import versions
from workflows.diagrams.bundle import Bundle
from workflows.models import Process, UserTask, Version


@dataclass(frozen=True)
class Inkorg:
    """Two units and what it takes to lay tasks in the inboxes."""

    version: Version
    kund: Kund
    annan_kund: Kund

    def process(self) -> Process:
        return Process.objects.create(
            version=self.version, case_id=uuid4(), state=b"", started_at=clock.now()
        )

    def lagg(self, roll: str = "lager", **given: Any) -> UserTask:
        """A task of a case of its own."""
        process = given.pop("process", None) or self.process()
        return UserTask.objects.create(
            **{
                "task_id": uuid4(),
                "process": process,
                "case_id": process.case_id,
                "case_type": "fritt",
                "element": "a",
                "name": "Plocka",
                "role": roll,
                "created_at": clock.now(),
                **given,
            }
        )

    def lagg_manga(self, antal: int, *, frist: datetime) -> None:
        """So many at once, all of one process: what the list costs is asked of these."""
        process = self.process()
        UserTask.objects.bulk_create(
            UserTask(
                task_id=uuid4(),
                process=process,
                case_id=process.case_id,
                case_type="fritt",
                element="a",
                name="Plocka",
                role="lager",
                number=f"2648{n:04d}",
                subject="Lille Skutt",
                search=f"2648{n:04d} lille skutt",
                deadline=frist,
                created_at=clock.now(),
                assignee="kurt" if n % 3 else "",
            )
            for n in range(antal)
        )

    def person(self, namn: str, *roller: str, kund: Kund | None = None) -> Anvandare:
        made = bygg.person(*roller, kunder=(kund,) if kund else (), username=namn)
        made.first_name = namn.title()
        made.save()
        return made

    def arende(self, task: UserTask, bestallare: Anvandare, **given: Any) -> Arende:
        """The case that a task belongs to."""
        return Arende.objects.create(
            pk=task.case_id,
            typ="fritt",
            process=task.process,
            bestallare=bestallare,
            skapad=clock.now(),
            **given,
        )


def i_grupp(person: Anvandare, nyckel: str) -> None:
    grupp, _ = Grupp.objects.get_or_create(
        nyckel=nyckel, defaults={"namn": nyckel, "roll": person.roller[0]}
    )
    person.grupper.add(grupp)


def inloggad(person: Anvandare) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sidan(client: Client, address: str = "/inkorg/", **given: str) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def nummer(client: Client, **given: str) -> list[str]:
    """The numbers of the inbox's lines, in their order."""
    return [row.number for row in client.get("/inkorg/", given).context["rader"]]


def sager(mening: str, page: str) -> bool:
    """Whether a page says a sentence, as HTML writes it."""
    return escape(mening) in page


def bygg_inkorg() -> Inkorg:
    bundle = Bundle("prov", draw("start > a", "a > slut", user="a"))
    return Inkorg(
        version=versions.publish(bundle, case_type="fritt"),
        kund=bygg.kund("410000"),
        annan_kund=bygg.kund("5555"),
    )
