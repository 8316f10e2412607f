"""What an article costs on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cases.artiklar.models import Artikel, Pris


def pris(artikel: Artikel, form: str, dag: date) -> Decimal | None:
    """Kronor (a month for rent, each for a sale) on this day; None when no price holds."""
    return priser([artikel.pk], form, dag).get(artikel.pk)


def priser(artiklar: Iterable[int], form: str, dag: date) -> dict[int, Decimal]:
    """The same for many articles in one query, by article id. One without a price is left out."""
    rows = Pris.objects.filter(artikel__in=list(artiklar), form=form, fran__lte=dag)
    # Later rows overwrite earlier ones.
    return dict(rows.order_by("fran").values_list("artikel_id", "belopp"))
