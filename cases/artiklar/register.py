"""Writing to the assortment: an article is saved together with what it is found by."""

import re
from collections.abc import Collection, Iterable

from django.db import transaction

from cases.artiklar.models import Artikel, Leverantorsartikel, Sokform, Sokord
from cases.artiklar.sokindex import indexera_text
from cases.organisation.ordning import sortnyckel, vikt

# Shorter words are too like each other for a slip to be mended.
SHORTEST_MENDED = 4
_WORD = re.compile(r"[^\W\d_]+")


def spara_artikel(artikel: Artikel) -> None:
    """Save one article and make it findable. Its suppliers must be saved before."""
    artikel.sortnyckel = sortnyckel(artikel.benamning)
    artikel.save()
    indexera([artikel])


@transaction.atomic
def indexera(artiklar: Collection[Artikel]) -> None:
    """Write anew what these saved articles are found by, and the words a slip is mended against."""
    found = list(
        Artikel.objects.filter(pk__in=[artikel.pk for artikel in artiklar])
        .select_related("iso")
        .prefetch_related("leverantorer__leverantor")
    )
    words: set[str] = set()
    for artikel in found:
        artikel.search_text, found_by = sokbart(artikel, artikel.leverantorer.all())
        artikel.sortnyckel = sortnyckel(artikel.benamning)
        words |= found_by
    Artikel.objects.bulk_update(found, ["search_text", "sortnyckel"], batch_size=500)
    indexera_text([artikel.pk for artikel in found])
    lar_ord(words)


def sokbart(artikel: Artikel, saljs: Iterable[Leverantorsartikel]) -> tuple[str, set[str]]:
    """What an article that these suppliers sell is found by, and the words to mend slips against.

    For those who write many articles at once, and then call `indexera_text` and `lar_ord`; else
    `spara_artikel` or `indexera`.
    """
    text = " ".join(_findable(artikel, saljs)).casefold()
    words = {word for word in _WORD.findall(text) if len(word) >= SHORTEST_MENDED}
    return _with_bare_words(text), words


def former(word: str) -> set[str]:
    """A word and every form of it with one letter left out, without dots and accents."""
    bare = vikt(word)
    return {bare, *(bare[:place] + bare[place + 1 :] for place in range(len(bare)))}


def _findable(artikel: Artikel, saljs: Iterable[Leverantorsartikel]) -> Iterable[str]:
    yield from (artikel.nummer, artikel.benamning, artikel.produktnamn)
    for sold in saljs:
        yield from (sold.lev_artnr, sold.leverantor.namn)
    if artikel.iso is not None:
        yield from (artikel.iso.kod, artikel.iso.namn)


def _with_bare_words(text: str) -> str:
    """The text, followed by the words that somebody may type without dots."""
    bare = [vikt(word) for word in text.split()]
    return " ".join([text, *(b for b, word in zip(bare, text.split(), strict=True) if b != word)])


def lar_ord(words: Collection[str]) -> None:
    """Keep words that a slip may be mended to; those that are known already stay."""
    known = set(Sokord.objects.filter(ord__in=words).values_list("ord", flat=True))
    new = [Sokord(ord=word[:40]) for word in sorted(set(words) - known)]
    Sokord.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    learnt = Sokord.objects.filter(ord__in=[word.ord for word in new])
    Sokform.objects.bulk_create(
        [Sokform(sokord=word, form=form) for word in learnt for form in sorted(former(word.ord))],
        batch_size=1000,
    )
