"""New individer in the register: their numbers are HMC's own, and nobody else may have them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from cases.artiklar.models import Artikel
from cases.hjalpmedel.models import Agare, Individ
from workflows.errors import Hinder, Refused


def registrera(artikel: Artikel, nummer: Sequence[str]) -> list[Individ]:
    """They are there from now on, on their way; the lowest number first.

    Raises `Refused` for a number that somebody else registered at the same moment: whoever asks
    has looked before, and could not see it.
    """
    made = []
    for number in sorted(nummer):
        try:
            with transaction.atomic():
                made.append(
                    Individ.objects.create(
                        nummer=number,
                        artikel=artikel,
                        plats=Individ.Plats.TRANSPORT,
                        agare=Agare.OMRADE_HJALPMEDEL,
                    )
                )
        except IntegrityError as error:
            sentence = (
                f"Individ {number} registrerades i samma stund av någon annan. Kontrollera"
                " märkningen, och registrera de övriga igen."
            )
            raise Refused([Hinder("individ_upptagen", sentence, "individer")]) from error
    return made
