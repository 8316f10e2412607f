"""How the doors describe themselves in OpenAPI."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from api import cursors, etags, idempotency, problems


class HinderTold(serializers.Serializer[Any]):
    """One reason for a no."""

    kod = serializers.CharField()
    mening = serializers.CharField(help_text="Vad som är fel och vad man gör åt det.")
    falt = serializers.CharField(help_text="Fältet det gäller, till exempel ”rader.0.antal”.")


class Problem(serializers.Serializer[Any]):
    """Varje nej, enligt RFC 9457."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="En svensk mening som säger vad man gör.")
    hinder = HinderTold(many=True, required=False)


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The bearer token."""

    target_class = "api.authentication.KeyAuthentication"
    name = "nyckel"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The browser's session."""

    target_class = "api.authentication.LoggedInAuthentication"
    name = "inloggning"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class DoorSchema(AutoSchema):
    """Names each operation after its door, and adds what all have in common."""

    def get_operation_id(self) -> str:
        """`kundorder_verkstall_post`."""
        return f"{self._room()}_{type(self.view).__name__}_{self.method}".lower()

    def get_tags(self) -> list[str]:
        """The room of the door."""
        return [self._room()]

    def get_override_parameters(self) -> list[Any]:
        """The headers that the method asks for."""
        method = getattr(self.view, self.method.lower())
        asked = []
        if getattr(method, "asks_for_key", False):
            asked.append(
                _header(idempotency.HEADER, "Nytt för varje begäran; samma vid omsändning")
            )
        if getattr(method, "asks_for_tag", False):
            asked.append(_header(etags.HEADER, "ETag från det som ändras"))
        return asked

    def _room(self) -> str:
        return type(self.view).__module__.split(".")[1]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        refusal = self._get_response_for_code(  # type: ignore[no-untyped-call]  # it ships no types
            Problem, "default", [problems.MEDIA_TYPE]
        )
        return {**bodies, "default": {**refusal, "description": "Ett nej"}}


def page_of(told: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """The schema of a list of these."""
    return inline_serializer(
        name=f"Sida{told.__name__}",
        fields={
            "poster": told(many=True),
            "nasta": serializers.URLField(
                allow_null=True, help_text="Adressen till nästa sida; null på den sista."
            ),
        },
    )


def query(name: str, description: str, **more: Any) -> OpenApiParameter:
    """A query parameter."""
    return OpenApiParameter(name, str, description=description, **more)


PAGED = [
    query(cursors.CURSOR, "Markören ur ”nasta” i förra svaret."),
    OpenApiParameter(
        cursors.LIMIT, int, description=f"Rader i taget: 1 till {cursors.MOST}.",
        default=cursors.PER_PAGE,
    ),
]  # fmt: skip


def _header(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(
        name, str, OpenApiParameter.HEADER, required=True, description=description
    )
