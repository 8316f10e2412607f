"""What the system does in `returmottagning`."""

from datetime import datetime
from uuid import UUID

from cases.gemensamt.models import Arende


def avslutad(arende: UUID, cancelled: bool, nar: datetime) -> None:  # noqa: FBT001 - the registry's form
    """The process has ended: the case is closed."""
    Arende.objects.filter(pk=arende).update(avslutad=nar)
