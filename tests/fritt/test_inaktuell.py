"""A page that was read before something happened: what the refusal says, and where it leads."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from cases.fritt import actions
from cases.fritt.inlamning import Inlamning
from cases.gemensamt.models import Arende
from cases.organisation.models import Anvandare
from config.refusals import refusal
from tests.fritt.conftest import Varld
from workflows import clock
from workflows.models import UserTask

HEADING = "<h1>Det har hänt något sedan du läste sidan</h1>"
SVAR = {
    "mottagare": "200303030303",
    "typ": "annat",
    "behov": "Ta sig ut till skolan varje dag.",
    "akut": False,
}


@pytest.fixture
def arende(varld: Varld) -> Arende:
    with clock.frozen(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)):
        return actions.starta(
            "utprovning",
            person=varld.miriam,
            kund=varld.kund,
            inlamning=Inlamning(SVAR),
            bekraftar_vardrelation=True,
        )


def test_ones_own_old_tab_leads_to_the_case(varld: Varld, arende: Arende) -> None:
    address = reverse("fritt:uppgift", args=[UserTask.objects.get().pk])
    answers = {"bedomning": "rad", "rad": "Prova en lägre dyna först."}
    kajsa = Client()
    kajsa.force_login(varld.kajsa)
    assert kajsa.post(address, answers).status_code == 302
    stale = kajsa.post(address, answers)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert HEADING in page
    assert "Uppgiften är redan utförd eller inte aktuell längre." in page
    assert f'href="/arende/{arende.pk}/">Öppna ärendet</a>' in page
    frida = Client()
    frida.force_login(varld.frida)
    other = frida.post(address, answers)
    assert other.status_code == 409
    assert str(arende.pk) not in other.content.decode()
    assert 'href="/inkorg/">Till inkorgen</a>' in other.content.decode()


@pytest.mark.parametrize(
    ("path", "who", "leads"),
    [
        ("/kundorder/{}/orderhuvud/", "miriam", "/arende/{}/"),
        ("/fritt/kvitto/{}/", "miriam", "/arende/{}/"),
        ("/kundorder/{}/orderhuvud/", "frida", "/inkorg/"),
        ("/meddelanden/", "miriam", "/inkorg/"),
    ],
)
def test_the_refused_address_tells_which_case(
    rf: RequestFactory, varld: Varld, arende: Arende, path: str, who: str, leads: str
) -> None:
    request = rf.post(path.format(arende.pk))
    request.user = Anvandare.objects.get(username=who)
    request.session = SessionStore()
    request.resolver_match = resolve(request.path)
    page = refusal(request, 409, "Kim hann göra det.").content.decode()
    assert HEADING in page
    assert "Kim hann göra det." in page
    assert f'<a class="ds-button" href="{leads.format(arende.pk)}">' in page


def test_other_refusals_lead_to_the_start_page(
    rf: RequestFactory, varld: Varld, arende: Arende
) -> None:
    request = rf.post(f"/kundorder/{arende.pk}/orderhuvud/")
    request.user = varld.miriam
    request.session = SessionStore()
    request.resolver_match = resolve(request.path)
    page = refusal(request, 403).content.decode()
    assert 'href="/">Till startsidan</a>' in page
