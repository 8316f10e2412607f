"""Words without å, ä and ö, as an id has them, and with them again as people write them.

An id has no letters but a to z. Where the same word stands in what is drawn, with its right
letters, that is how it is shown.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]{2,}")


def plain(text: str) -> str:
    """The text in small letters, each without what stands over or under it."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(one for one in parts if not unicodedata.combining(one))


def dictionary(texts: Iterable[str]) -> Mapping[str, str]:
    """The words of the texts by how an id writes them. Where several are alike the commonest, and
    of equals the one that is a word as it stands."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(text.lower()):
            found.setdefault(plain(word), Counter())[word] += 1
    return {
        key: max(sorted(words), key=lambda word: (words[word], word == key))
        for key, words in found.items()
    }


def spelled(name: str, words: Mapping[str, str]) -> str:
    """A name in words: `felrapport_ersattning` as `felrapport ersättning`."""
    return " ".join(words.get(part, part) for part in name.split("_"))
