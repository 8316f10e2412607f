"""Code 128, which every handheld scanner reads: where the bars of a text stand."""

from functools import lru_cache

from reportlab.graphics.barcode.code128 import Code128


@lru_cache(maxsize=256)
def streck(text: str) -> tuple[tuple[int, int], ...]:
    """Each bar's place and width, in modules."""
    bars, place = [], 0
    for letter in _monster(text):
        width = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            bars.append((place, width))
        place += width
    return tuple(bars)


def bredd(text: str) -> int:
    """The whole width, in modules."""
    place, width = streck(text)[-1]
    return place + width


def _monster(text: str) -> str:
    """Bars in capitals, spaces in small letters; the letter is the width."""
    code = Code128(text)
    code.validate()
    code.encode()
    code.decompose()
    return str(code.decomposed)
