"""Small random diagrams, as trees of blocks, and random edits of them."""

import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.workflows.draw import boundary, catch, draw, message, messages, properties, timer

_MANY = (
    "<bpmn:multiInstanceLoopCharacteristics{}><bpmn:loopDataInputRef>lista</bpmn:loopDataInputRef>"
    '<bpmn:inputDataItem id="rad_{}"/></bpmn:multiInstanceLoopCharacteristics>'
)
_LEAVES = ("user", "user", "user", "step", "timer", "message", "many", "watched", "reminded")


@dataclass
class Block:
    """A leaf (`id` is its element), or `seq`, `xor`, `par` or `sub` with blocks inside."""

    kind: str
    id: str
    inside: list["Block"] = field(default_factory=list)

    def all(self) -> list["Block"]:
        return [self, *(one for child in self.inside for one in child.all())]


class Draftsman:
    """Makes, changes and draws. Ids are never used twice."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._last = 0
        # Steps are functions: these are what there is, and each is drawn once.
        self._steps = ["s1", "s2", "b1"]

    def new(self, kind: str) -> Block:
        self._last += 1
        return Block(kind, f"{kind}{self._last}")

    def leaf(self) -> Block:
        kind = self.chance.choice(_LEAVES)
        if kind == "step":
            return Block(kind, self._steps.pop()) if self._steps else self.new("user")
        return self.new(kind)

    def sequence(self, depth: int, kinds: tuple[str, ...] = ("xor", "par", "sub")) -> Block:
        block = self.new("seq")
        for _ in range(self.chance.randint(1, 3)):
            if depth and self.chance.random() < 0.4:
                inner = self.new(self.chance.choice(kinds))
                # `draw` knows no subprocess within another.
                ways, within = (1, kinds[:2]) if inner.kind == "sub" else (2, kinds)
                inner.inside = [self.sequence(depth - 1, within) for _ in range(ways)]
                block.inside.append(inner)
            else:
                block.inside.append(self.leaf())
        return block

    def edited(self, tree: Block) -> str:
        """Change the tree in one way; what was done."""
        ways = [
            self._rename,
            self._insert,
            self._insert,
            self._remove,
            self._turn,
            self._watch,
            self._way,
        ]
        how = self.chance.choice(ways)
        how(tree.all())
        return how.__name__

    def _rename(self, blocks: list[Block]) -> None:
        named = [one for one in blocks if not one.inside and one.kind not in ("seq", "step")]
        if named:
            self._last += 1
            one = self.chance.choice(named)
            one.id = f"{one.id}_{self._last}"

    def _insert(self, blocks: list[Block]) -> None:
        into = self.chance.choice([one for one in blocks if one.kind == "seq"]).inside
        into.insert(self.chance.randint(0, len(into)), self.leaf())

    def _remove(self, blocks: list[Block]) -> None:
        into = self.chance.choice([one for one in blocks if one.kind == "seq"]).inside
        if len(into) > 1:
            into.pop(self.chance.randrange(len(into)))

    def _turn(self, blocks: list[Block]) -> None:
        for one in blocks:
            if one.kind == "xor":
                one.inside.reverse()

    def _watch(self, blocks: list[Block]) -> None:
        """Put a deadline on a task, or take it away."""
        for one in blocks:
            if one.kind in ("user", "watched"):
                one.kind = "watched" if one.kind == "user" else "user"
                break

    def _way(self, blocks: list[Block]) -> None:
        ways = [one for one in blocks if one.kind == "par"]
        if ways:
            self.chance.choice(ways).inside.append(self.sequence(0))

    def draw(self, tree: Block) -> bytes:
        drawn = _Drawn()
        first, last = drawn.block(tree, drawn.flows)
        drawn.flows += [f"start > {first}", f"{last} > slut"]
        kinds = {kind: " ".join(names) for kind, names in drawn.kinds.items()}
        return draw(
            *drawn.flows,
            extra=drawn.extra,
            inside=drawn.inner,
            root=messages("svar"),
            subprocess=drawn.subs,
            **kinds,
        )


class _Drawn:
    def __init__(self) -> None:
        self.flows: list[str] = []
        self.kinds: dict[str, list[str]] = {
            k: [] for k in ("user", "step", "xor", "par", "end", "begin")
        }
        self.extra = ""
        self.inner: dict[str, str] = {}
        self.subs: dict[str, str] = {}

    def block(self, one: Block, flows: list[str], into: str = "") -> tuple[str, str]:
        """Draw a block; its first element and its last."""
        if one.kind == "seq":
            ends = [self.block(child, flows, into) for child in one.inside]
            for (_, last), (first, _) in pairwise(ends):
                flows.append(f"{last} > {first}")
            return ends[0][0], ends[-1][1]
        if one.kind in ("xor", "par"):
            split, join = f"{one.id}_d", f"{one.id}_s"
            self.kinds[one.kind] += [split, join]
            for number, child in enumerate(one.inside):
                first, last = self.block(child, flows, into)
                asks = " : belopp > 3" if one.kind == "xor" and number == 0 else ""
                flows += [f"{split} > {first}{asks}", f"{last} > {join}"]
            return split, join
        if one.kind == "sub":
            inner: list[str] = []
            first, last = self.block(one.inside[0], inner, one.id)
            self.kinds["begin"].append(f"{one.id}_b")
            self.kinds["end"].append(f"{one.id}_e")
            inner += [f"{one.id}_b > {first}", f"{last} > {one.id}_e"]
            self.subs[one.id] = ";".join(inner)
            return one.id, one.id
        return self._leaf(one, flows, into)

    def _leaf(self, one: Block, flows: list[str], into: str) -> tuple[str, str]:
        id_: str = one.id
        last, extra = id_, ""
        if one.kind == "timer":
            extra = catch(id_, timer('duration("P2D")'))
        elif one.kind == "message":
            extra = catch(id_, message("svar"), properties(key="nummer"))
        else:
            self.kinds["step" if one.kind == "step" else "user"].append(id_)
        if one.kind == "many":
            self.inner[id_] = _MANY.format("", id_)
        if one.kind in ("watched", "reminded"):
            late = f"{id_}_t"
            stops = one.kind == "watched"
            extra = boundary(late, id_, timer('duration("P5D")'), cancel=stops)
            self.kinds["user"].append(f"{id_}_p")
            flows.append(f"{late} > {id_}_p")
            if stops:  # the way on is one, or a join after it would wait for ever
                self.kinds["xor"].append(f"{id_}_m")
                flows += [f"{id_} > {id_}_m", f"{id_}_p > {id_}_m"]
                last = f"{id_}_m"
            else:
                self.kinds["end"].append(f"{id_}_slut")
                flows.append(f"{id_}_p > {id_}_slut")
        if into:
            self.inner[into] = self.inner.get(into, "") + extra
        else:
            self.extra += extra
        return id_, last


def pair(seed: int) -> tuple[bytes, bytes, list[str]]:
    """A diagram, the same edited, and how."""
    hand: Any = Draftsman(seed)
    tree = hand.sequence(2)
    before = hand.draw(tree)
    done = [hand.edited(tree) for _ in range(hand.chance.randint(1, 2))]
    return before, hand.draw(tree), done
