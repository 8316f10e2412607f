"""The fields of what a client sends: strict about types, and refusing in sentences."""

from collections.abc import Mapping
from typing import Any, NoReturn

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from workflows.errors import Hinder

_MISSING = {
    "required": "Fältet saknas. Skicka med det.",
    "null": "Fältet får inte vara null. Skicka ett värde, eller utelämna det.",
}


class Text(serializers.CharField):
    """Text as it stands; numbers are not taken for text."""

    default_error_messages = {
        **_MISSING,
        "invalid": "Skicka text inom citattecken.",
        "blank": "Fältet får inte vara tomt. Skriv något.",
        "max_length": "Texten är för lång. Korta den till högst {max_length} tecken.",
        "min_length": "Texten är för kort. Skriv minst {min_length} tecken.",
    }

    def to_internal_value(self, data: Any) -> str:
        """Raises `ValidationError`."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number; neither text nor true and false."""

    default_error_messages = {
        **_MISSING,
        "invalid": "Skicka ett heltal utan citattecken, till exempel 2.",
        "max_value": "Talet är för stort. Skicka högst {max_value}.",
        "min_value": "Talet är för litet. Skicka minst {min_value}.",
    }

    def to_internal_value(self, data: Any) -> int:
        """Raises `ValidationError`."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """true or false, nothing that resembles them."""

    default_error_messages = {
        **_MISSING,
        "invalid": "Skicka true eller false utan citattecken.",
    }

    def to_internal_value(self, data: Any) -> bool:
        """Raises `ValidationError`."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    """A day."""

    default_error_messages = {
        **_MISSING,
        "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-11-30.",
        "datetime": "Skriv bara dagen, ÅÅÅÅ-MM-DD, utan klockslag.",
    }


class Choice(serializers.ChoiceField):
    """One of a few texts."""

    default_error_messages = {
        **_MISSING,
        "invalid_choice": "Värdet finns inte bland dem som kan väljas. Se /api/v1/docs/.",
    }


class Key(serializers.UUIDField):
    """The id of something."""

    default_error_messages = {
        **_MISSING,
        "invalid": "Skicka ett id som det står i ett tidigare svar.",
    }


class Texts(serializers.ListField):
    """A list of texts."""

    default_error_messages = {
        **_MISSING,
        "not_a_list": "Skicka en lista inom hakparenteser.",
        "max_length": "Listan är för lång. Skicka högst {max_length}.",
        "empty": "Listan får inte vara tom. Skicka minst en.",
    }


class Wholes(Texts):
    """A list of whole numbers."""

    child = Whole()


class Keys(Texts):
    """A list of ids."""

    child = Key()


class Asked(serializers.Serializer[Any]):
    """What a client sends. A field that nobody asked for is refused, never passed over."""

    default_error_messages = {**_MISSING, "invalid": "Skicka ett objekt inom klammerparenteser."}

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """A body that is null is no object; DRF would say so in English."""
        if data is None and self.parent is None:
            self._refuse()
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        """Raises `ValidationError` with everything that is wrong."""
        if not isinstance(data, Mapping):
            self._refuse()
        errors: dict[str, Any] = {
            str(name): ["Fältet finns inte här. Ta bort det, eller rätta stavningen."]
            for name in data
            if name not in self.fields
        }
        try:
            values = super().to_internal_value(data)
        except ValidationError as wrong:
            if isinstance(wrong.detail, dict):
                errors = {**wrong.detail, **errors}
            else:
                raise
        if errors:
            raise ValidationError(errors)
        return values

    def _refuse(self) -> NoReturn:
        raise ValidationError({"non_field_errors": [str(self.error_messages["invalid"])]})


class Rows(serializers.ListSerializer[Any]):
    """A list of objects."""

    default_error_messages = {
        **_MISSING,
        "not_a_list": "Skicka en lista inom hakparenteser.",
        "max_length": "Listan är för lång. Skicka högst {max_length}.",
        "empty": "Listan får inte vara tom. Skicka minst en.",
    }


def hinder_of(errors: Any, place: str = "") -> list[Hinder]:
    """DRF's errors as hinder, each with the way to its field: `rader.0.antal`."""
    if isinstance(errors, Mapping):
        items = [
            (place if name == "non_field_errors" else f"{place}.{name}".lstrip("."), inner)
            for name, inner in errors.items()
        ]
        return [one for where, inner in items for one in hinder_of(inner, where)]
    if isinstance(errors, list) and not all(isinstance(one, str) for one in errors):
        return [
            one
            for number, inner in enumerate(errors)
            if inner
            for one in hinder_of(inner, f"{place}.{number}".lstrip("."))
        ]
    listed = errors if isinstance(errors, list) else [errors]
    return [
        Hinder((one.code if isinstance(one, ErrorDetail) else "") or "okand", str(one), place)
        for one in listed
    ]
