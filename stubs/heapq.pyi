"""A list that always has its smallest value at index 0: a queue by priority.

Example:
    import heapq
    queue = []
    heapq.heappush(queue, (5, "later"))
    heapq.heappush(queue, (1, "now"))
    print(heapq.heappop(queue))

See: library/heapq.html
"""

from typing import TypeVar

_T = TypeVar("_T")

def heapify(x: list[_T], /) -> None:
    """Puts a list into the order of a heap, in place."""

def heappop(heap: list[_T], /) -> _T:
    """Takes the smallest value out.

    Raises:
        IndexError: `empty heap`
    """

def heappush(heap: list[_T], item: _T, /) -> None:
    """Adds a value."""
