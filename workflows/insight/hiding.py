"""Small numbers: what so few have done that one of them could be meant is not told.

A number from one to four is hidden. So is a part of a number that is told, where what is left of
that would be one to four: it could be reckoned out. What can be reckoned out of several choices
put together, or of how the diagram is drawn, is not.
"""

from collections.abc import Iterable

FEWEST = 5


def may_tell(count: int, within: Iterable[int] = ()) -> bool:
    """Whether a number may be told beside the larger numbers that it is part of."""
    left = [whole - count for whole in within if not _few(whole)]
    return not _few(count) and not any(_few(one) for one in left)


def _few(count: int) -> bool:
    return 0 < count < FEWEST
