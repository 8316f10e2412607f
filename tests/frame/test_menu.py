"""The menu: webSesam's order, only what exists and what the role has."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import path

from cases.gemensamt.behorighet import UPPSLAGSROLLER
from cases.gemensamt.menu import menu
from cases.organisation.models import Anvandare
from cases.organisation.roller import ROLLER
from tests.frame.conftest import Settings

MANUAL = [
    "Hjälpmedel",
    "Individkort",
    "Varukatalog",
    "Sök artikel",
    "Kundorder",
    "Arbetsorder",
    "Kvittera BMB",
    "eFaktura",
    "Meddelande",
    "Dina uppgifter",
]
_PATHS = [
    "hjalpmedel",
    "individkort",
    "varukatalog",
    "sok-artikel",
    "kundorder",
    "leverans",
    "arbetsorder",
    "kvittera-bmb",
    "efaktura",
    "meddelanden",
    "dina-uppgifter",
    "inkorg",
    "fritt",
    "processer",
    "driftstopp",
]


class Whole:
    """An installation where every room is built."""

    urlpatterns = [path(f"{name}/", lambda request: None) for name in _PATHS]


@pytest.fixture
def built(settings: Settings) -> None:
    settings.ROOT_URLCONF = Whole


def labels(user: Anvandare, at: str = "/") -> list[str]:
    return [entry.label for group in menu(user, at, 0) for entry in group]


def test_a_forskrivare_has_the_manuals_menu_in_its_order(miriam: Anvandare, built: None) -> None:
    assert [label for label in labels(miriam) if label in MANUAL] == MANUAL
    assert "Processer" not in labels(miriam)
    assert "Leveranser" not in labels(miriam)


def test_a_process_owner_meets_no_patients(person: Callable[..., Anvandare], built: None) -> None:
    shown = labels(person("pia", "processagare"))
    assert shown == [
        "Varukatalog",
        "Sök artikel",
        "Meddelande",
        "Dina uppgifter",
        "Processer",
        "Driftstopp",
    ]


def test_hmc_has_no_kvittera_bmb(person: Callable[..., Anvandare], built: None) -> None:
    shown = labels(person("lotta", "lager"))
    assert {"Inkorg", "Leveranser"} <= set(shown)
    assert not {"Kvittera BMB", "eFaktura", "Processer"} & set(shown)


def test_hjalpmedel_is_for_those_who_may_look_a_patient_up(
    person: Callable[..., Anvandare], built: None
) -> None:
    has = {role for role in ROLLER if "Hjälpmedel" in labels(person(f"r.{role}", role))}
    assert has == UPPSLAGSROLLER


def test_only_what_has_a_page_is_shown(miriam: Anvandare, settings: Settings) -> None:
    settings.ROOT_URLCONF = "cases.gemensamt.urls"
    assert labels(miriam) == ["Meddelande", "Dina uppgifter"]


def test_where_one_is_and_what_is_unread(miriam: Anvandare, built: None) -> None:
    current = {e.label: e.current for g in menu(miriam, "/meddelanden/7/", 3) for e in g}
    assert {label for label, mark in current.items() if mark} == {"Meddelande"}
    assert current["Meddelande"] == "true"
    counted = [e for g in menu(miriam, "/meddelanden/", 3) for e in g if e.count]
    assert [(e.label, e.count, e.count_words, e.current) for e in counted] == [
        ("Meddelande", 3, "olästa", "page")
    ]


def test_every_entry_of_the_product_opens(client: Client, person: Callable[..., Anvandare]) -> None:
    for role in ("forskrivare", "lager", "processagare"):
        user = person(role, role)
        client.force_login(user)
        for group in menu(user, "/", 0):
            for entry in group:
                assert client.get(entry.url, follow=True).status_code == 200, (role, entry.url)
