"""More containers: a queue with two ends, a dict that keeps its order, tuples with names.

Example:
    from collections import deque
    last = deque((), 10)    # the last ten values
    last.append(21.5)

See: library/collections.html
"""

from typing import Any, Generic, Iterable, Iterator, TypeVar, overload

_T = TypeVar("_T")
_K = TypeVar("_K")
_V = TypeVar("_V")

class OrderedDict(dict[_K, _V]):
    """A dict that keeps the order in which keys were added. Looking up takes longer the more there are."""

    def clear(self) -> None:
        """Takes all entries out."""
    def copy(self) -> OrderedDict[_K, _V]:
        """A new one with the same entries in the same order."""
    def popitem(self) -> tuple[_K, _V]:
        """Takes out the entry that was added last, as `(key, value)`.

        Raises:
            KeyError: there is none
        """

class deque(Generic[_T]):
    """A queue with two ends and a fixed length.

    Args:
        iterable: values that it holds at first
        maxlen: how many it can hold; it must be given
        flags: 1 raises IndexError when it is full; otherwise the value at the other end is dropped

    CPython:
        `maxlen` cannot be left out. There are no `clear`, `extendleft`, `rotate`, `insert`, `remove`, `count`.
    """

    @overload
    def __init__(self: deque[Any], iterable: tuple[()], maxlen: int, flags: int = 0, /) -> None: ...
    @overload
    def __init__(self, iterable: Iterable[_T], maxlen: int, flags: int = 0, /) -> None: ...
    def append(self, x: _T, /) -> None:
        """Adds a value on the right.

        Raises:
            IndexError: it is full, and `flags` is 1
        """
    def appendleft(self, x: _T, /) -> None:
        """Adds a value on the left.

        Raises:
            IndexError: it is full, and `flags` is 1
        """
    def extend(self, iterable: Iterable[_T], /) -> None:
        """Adds all values on the right.

        Raises:
            IndexError: it is full, and `flags` is 1
        """
    def pop(self) -> _T:
        """Takes the value on the right out.

        Raises:
            IndexError: `empty`
        """
    def popleft(self) -> _T:
        """Takes the value on the left out.

        Raises:
            IndexError: `empty`
        """
    def __bool__(self) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[_T]: ...
    def __getitem__(self, key: int, /) -> _T: ...
    def __setitem__(self, key: int, value: _T, /) -> None: ...

def namedtuple(name: str, fields: str | Iterable[str], /) -> Any:
    """A new class of tuples whose values have names.

    Args:
        name: name of the class
        fields: names, as a list or as text with spaces between

    CPython:
        There are no `defaults`, `_asdict`, `_replace` and `_fields`.

    Example:
        Reading = namedtuple("Reading", ("celsius", "percent"))
        r = Reading(21.5, 40)
        print(r.celsius)
    """
