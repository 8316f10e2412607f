"""What every door that takes attachments has: how they are sent, and one of them below a case."""

from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request

from api.doors import CaseDoor

# How files are sent: one part `bilaga` for each.
ASKED: dict[str, Any] = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "bilaga": {"type": "array", "items": {"type": "string", "format": "binary"}}
        },
    }
}


def filer(request: Request) -> "list[UploadedFile[Any]]":
    """The files that came along."""
    return cast("list[UploadedFile[Any]]", request.FILES.getlist("bilaga"))


class BilagaDoor(CaseDoor):
    """An address of one attachment of a case."""

    def hold(self, given: str, arende: UUID, bilaga: UUID | None = None) -> None:
        """Lock the case, whichever file it is about."""
        super().hold(given, arende)
