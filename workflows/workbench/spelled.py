"""Names that are written without å, ä and ö, as people write them: by the words around them.

An id has no letters but a to z. Where the same word stands in what is drawn, with its right
letters, that is how it is shown.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]{2,}")
_PLAIN = str.maketrans("åäöéü", "aaoeu")


def dictionary(texts: Iterable[str]) -> Mapping[str, str]:
    """The words of the texts by how an id writes them; the commonest where several are alike."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(text.lower()):
            found.setdefault(word.translate(_PLAIN), Counter())[word] += 1
    return {plain: words.most_common(1)[0][0] for plain, words in found.items()}


def spelled(name: str, words: Mapping[str, str]) -> str:
    """A name in words: `felrapport_ersattning` as `felrapport ersättning`."""
    return " ".join(words.get(part, part) for part in name.split("_"))
