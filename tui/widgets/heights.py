"""How many rows each paragraph takes, with sums over all before one: a Fenwick tree. Pure."""

from array import array
from collections.abc import Iterable


class Heights:
    """Rows per paragraph; reading a sum, finding a row and changing a height take logarithmic time.

    The tree is P. M. Fenwick's (A new data structure for cumulative frequency tables, 1994).
    """

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = array("l", heights)
        self._tree = array("l", [0]) + self._heights
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]
        self.total = sum(self._heights)
        """Rows in all."""

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        self._heights[index] = height
        self.total += change
        index += 1
        while change and index < len(self._tree):
            self._tree[index] += change
            index += index & -index

    def before(self, index: int) -> int:
        """Return the rows of all paragraphs before one."""
        rows = 0
        while index > 0:
            rows += self._tree[index]
            index &= index - 1
        return rows

    def find(self, row: int) -> int:
        """Return the paragraph that a row belongs to, the last one for rows beyond the end."""
        index, step = 0, 1 << len(self._heights).bit_length()
        while step:
            following = index + step
            if following < len(self._tree) and self._tree[following] <= row:
                index = following
                row -= self._tree[following]
            step >>= 1
        return min(index, len(self._heights) - 1)
