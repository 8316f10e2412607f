"""Where exactly an individ stands, in the words of those who look for it (IK-3)."""

from django.db import transaction

from cases.hjalpmedel.flytt import las_individer
from cases.hjalpmedel.models import Individ
from workflows.errors import Hinder, NotYourTurn, Refused

LANGST = 40


@transaction.atomic
def placera(individ_id: int, placering: str, *, var: str | None = None) -> Individ:
    """Write the place; an empty one takes it away. `var` is what the page showed.

    Raises `Refused` when it is too long, `NotYourTurn` when somebody else has changed it.
    """
    new = " ".join(placering.split())
    if len(new) > LANGST:
        raise Refused(
            [
                Hinder(
                    "placering_lang",
                    f"Placeringen får ha högst {LANGST} tecken. Korta den, till exempel till hylla"
                    " och plan.",
                    "placering",
                )
            ]
        )
    individ = las_individer([individ_id])[individ_id]
    if var is not None and var != individ.placering:
        raise NotYourTurn(
            f"Placeringen har ändrats sedan du öppnade sidan. Nu står det:"
            f" {individ.placering or 'ingen placering'}. Läs in sidan igen och ändra om det behövs."
        )
    individ.placering = new
    individ.save(update_fields=["placering"])
    return individ
