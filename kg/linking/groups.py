"""Sets that grow by joining, in an order that their content decides: the core of all linking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Member = TypeVar("Member", bound=Hashable)


class Groups(Generic[Member]):
    """Partition members; a joint that `allowed` refuses is left out."""

    def __init__(self) -> None:
        """Begin with every member alone."""
        self._parents: dict[Member, Member] = {}
        self._anchors: dict[Member, Hashable] = {}

    def find(self, member: Member) -> Member:
        """Return the member that stands for the group."""
        root = member
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while member != root:
            self._parents[member], member = root, self._parents.get(member, member)
        return root

    def anchor(self, member: Member, name: Hashable) -> None:
        """Say what a member's group is; two groups that are different things never join."""
        self._anchors[self.find(member)] = name

    def anchor_of(self, member: Member) -> Hashable | None:
        """Return what a member's group is, None where nothing says it."""
        return self._anchors.get(self.find(member))

    def join(self, one: Member, other: Member) -> bool:
        """Join two members' groups unless they are two different things; say whether they are one now."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return True
        anchors = self._anchors.get(first), self._anchors.get(second)
        if None not in anchors and anchors[0] != anchors[1]:
            return False
        self._parents[second] = first
        if anchors[0] is None and anchors[1] is not None:
            self._anchors[first] = anchors[1]
        return True


def best(votes: Counter[str], *, prefer: Callable[[str], object] = lambda _: 0) -> str:
    """Return the name with most votes; of equal ones the one that `prefer` puts first, then the first by alphabet."""
    return min(votes, key=lambda name: (-votes[name], prefer(name), name))


def strongest(pairs: Counter[tuple[Member, Member]]) -> Iterable[tuple[Member, Member]]:
    """Yield pairs, the most frequent first and equal ones by alphabet, so that the order of counting does not matter."""
    return (pair for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])))
