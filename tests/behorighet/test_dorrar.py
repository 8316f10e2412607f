"""Every address and method, as every role, of the own unit and of another, and as nobody."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.mottagare.models import Atkomst
from cases.organisation.models import Anvandare
from tests.behorighet.tabell import API, TABELL, Rad, slapps_in
from tests.behorighet.varld import ALLT, ANNAN, ANONYM, HEMLIGT, Allt, bygg
from tests.cachar import glom

# The module needs the database, which the walk sets up for all of it. Who comes in is asked of the
# same code on either database, and the walk is the longest of all tests: the short form makes it
# once.
pytestmark = [pytest.mark.django_db, pytest.mark.either]

# One of each kind that the table tells apart; the long form (--full) walks as everybody.
NAGRA = {
    "forskrivare",
    "fakturagranskare",
    "kundtjanst",
    "lager",
    "inkop",
    "transport",
    "konsulent",
    "processagare",
    ANNAN,
    ANONYM,
}
METODER = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Besok:
    """What happened when somebody tried a door."""

    dorr: str
    metod: str
    vem: str
    status: int
    inne: bool
    loggat: int
    roja: list[str]


@cache
def dorrar() -> dict[str, URLPattern]:
    """Every address of the product, by name."""

    def walk(found: Any, space: str) -> Iterator[tuple[str, URLPattern]]:
        for one in found:
            if isinstance(one, URLResolver):
                inner = f"{one.namespace}:" if one.namespace else ""
                yield from walk(one.url_patterns, space + inner)
            else:
                yield f"{space}{one.name}", one

    return dict(walk(get_resolver().url_patterns, ""))


def adress(namn: str, mal: str, allt: Allt) -> str:
    """The address of a door, opened on what its row names."""
    wanted = list(dorrar()[namn].pattern.converters)
    named = allt.mal.get(mal)
    kwargs = named if isinstance(named, Mapping) else dict.fromkeys(wanted, named)
    return reverse(namn, kwargs=kwargs)


def inloggad(person: Anvandare | None) -> str:
    """A session; empty for nobody."""
    client = Client()
    if person is None:
        return ""
    client.force_login(person)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def prova(kaka: str, namn: str, metod: str, vem: str, rad: Rad, allt: Allt) -> Besok:
    """Try a door with this session, and let nothing of it remain."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = kaka
    path = adress(namn, rad.mal, allt) + (f"?{rad.query}" if rad.query else "")
    headers = {"If-Match": "*", "Idempotency-Key": str(uuid4())}
    api = namn in API
    begun = transaction.savepoint()
    before = Atkomst.objects.count()
    ask = getattr(client, metod.lower())
    if api:
        answer = ask(path, rad.body, content_type="application/json", headers=headers)
    elif metod == "GET":
        answer = ask(path)
    else:
        answer = ask(path, rad.body or {})
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = raw.decode(errors="replace")
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/logga-in/?")
    besok = Besok(
        namn,
        metod,
        vem,
        answer.status_code,
        answer.status_code not in {401, 403, 404} and not to_login,
        Atkomst.objects.count() - before,
        [word for word in HEMLIGT.values() if word in text],
    )
    transaction.savepoint_rollback(begun)
    return besok


@pytest.fixture(scope="module")
def rundan(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> list[Besok]:
    """They have tried every door."""
    everybody = request.config.getoption("--full")
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(
            "api.throttling.ClientThrottle.THROTTLE_RATES",
            dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "10000/min"),
        )
        glom()
        allt = bygg()
        found = []
        for vem, person in allt.folk.items():
            if vem not in NAGRA and not everybody:
                continue
            kaka = inloggad(person)
            for namn, metoder in TABELL.items():
                for metod, rad in metoder.items():
                    found.append(prova(kaka, namn, metod, vem, rad, allt))
        found += _utan_rad(allt)
        transaction.set_rollback(True)
    glom()
    return found


def _utan_rad(allt: Allt) -> list[Besok]:
    """The methods that no row names, tried by one who has every role."""
    kaka = inloggad(allt.folk[ALLT])
    missing = [
        (namn, metod, next(iter(metoder.values())))
        for namn, metoder in TABELL.items()
        for metod in (METODER if namn in API else ("GET", "POST"))
        if metod not in metoder
    ]
    return [
        prova(kaka, namn, metod, "utan rad", Rad(known.vilka, known.mal), allt)
        for namn, metod, known in missing
    ]


def test_every_door_has_a_row_and_every_row_a_door() -> None:
    assert set(dorrar()) == set(TABELL)


def test_a_method_without_a_row_is_not_there(rundan: list[Besok]) -> None:
    assert [b for b in rundan if b.vem == "utan rad" and b.status != 405] == []


def test_each_comes_in_where_the_table_says_and_nowhere_else(rundan: list[Besok]) -> None:
    wrong = [
        f"{b.dorr} {b.metod} {b.vem}: {b.status}"
        for b in rundan
        if b.vem != "utan rad" and b.inne != slapps_in(b.dorr, b.metod, b.vem)
    ]
    assert wrong == [], "\n".join(wrong)


def test_no_door_falls_to_pieces(rundan: list[Besok]) -> None:
    assert [b for b in rundan if b.status >= 500] == []


def test_opening_a_patient_is_logged_and_knocking_is_not(rundan: list[Besok]) -> None:
    wrong = [
        f"{b.dorr} {b.metod} {b.vem}: {b.status}, {b.loggat} rader"
        for b in rundan
        if b.vem != "utan rad"
        and (
            (TABELL[b.dorr][b.metod].loggar and b.inne and b.status < 400 and not b.loggat)
            or (not b.inne and b.loggat)
        )
    ]
    assert wrong == [], "\n".join(wrong)


def test_a_protected_persons_whereabouts_are_in_no_answer(rundan: list[Besok]) -> None:
    assert {(b.dorr, b.metod, *b.roja) for b in rundan if b.roja} == set()


def test_secrets_would_be_seen(rundan: list[Besok]) -> None:
    """The search looks at bodies that have the patient in them."""
    opened = {b.dorr for b in rundan if b.loggat and b.status == 200}
    assert {"arende", "api:arende", "api:kundorder", "api:leverans", "hjalpmedel:bild"} <= opened
    assert all(re.search(r"\w", word) for word in HEMLIGT.values())
