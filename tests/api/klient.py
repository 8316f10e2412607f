"""A program that asks the API, with a key of its owner's."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from api.nycklar import skapa
from cases.organisation.models import Anvandare, Kund

ROT = "/api/v1/"


@dataclass(frozen=True)
class Svar:
    """An answer. `data` is its JSON; None where it has none."""

    status: int
    data: Any
    huvuden: dict[str, str]

    @property
    def etag(self) -> str:
        return self.huvuden["ETag"]

    @property
    def koder(self) -> list[str]:
        return [one["kod"] for one in self.data["hinder"]]

    @property
    def falt(self) -> list[str]:
        return [one["falt"] for one in self.data["hinder"]]


class Klient:
    """Asks as one person. Every POST gets a new Idempotency-Key unless one is given."""

    def __init__(
        self,
        agare: Anvandare,
        omfattning: Collection[str] = ("lasa", "skriva"),
        kund: Kund | None = None,
    ) -> None:
        self.nyckel, self.token = skapa(agare, "prov", omfattning, dagar=30, kund=kund)
        self.client = Client(raise_request_exception=True)

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        tag: str | None = None,
        key: str | None = None,
        **headers: str,
    ) -> Svar:
        sent = {"Authorization": f"Bearer {self.token}", **headers}
        if tag is not None:
            sent["If-Match"] = tag
        if method == "POST" and key != "":
            sent["Idempotency-Key"] = key or str(uuid4())
        answer = self.client.generic(
            method,
            path if path.startswith(("/", "http")) else ROT + path,
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=sent,
        )
        return svar(answer)

    def form(self, path: str, parts: dict[str, Any], *, tag: str) -> Svar:
        """POST a form with files, with a new Idempotency-Key."""
        sent = {
            "Authorization": f"Bearer {self.token}",
            "If-Match": tag,
            "Idempotency-Key": str(uuid4()),
        }
        there = path if path.startswith(("/", "http")) else ROT + path
        return svar(self.client.post(there, parts, headers=sent))


def svar(answer: Any) -> Svar:
    """Django's answer, read."""
    data = json.loads(answer.content) if answer.content else None
    return Svar(answer.status_code, data, dict(answer.headers))
