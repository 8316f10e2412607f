"""People to log in as."""

from collections.abc import Callable
from typing import Any, Protocol

import pytest
from django.test import Client

from cases.organisation.models import Anvandare


class Settings(Protocol):
    """pytest-django's `settings`: what is set lasts for one test."""

    ROOT_URLCONF: Any


LOSENORD = "ett hemligt litet ord"


@pytest.fixture
def person(db: None) -> Callable[..., Anvandare]:
    """Makes a person with these roles."""

    def make(username: str, *roller: str) -> Anvandare:
        return Anvandare.objects.create_user(
            username, password=LOSENORD, roller=list(roller), first_name=username.title()
        )

    return make


@pytest.fixture
def miriam(person: Callable[..., Anvandare]) -> Anvandare:
    """A förskrivare."""
    return person("miriam", "forskrivare")


@pytest.fixture
def inloggad(client: Client, miriam: Anvandare) -> Client:
    """Miriam's browser."""
    client.force_login(miriam)
    return client
