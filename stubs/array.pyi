"""Numbers of one type in a row: small in memory, and a buffer for sockets and buses.

Example:
    from array import array
    samples = array("H", bytes(200))    # 100 numbers of 16 bits
    samples[0] = 1023

See: library/array.html
"""

from typing import Any, Generic, Iterable, Iterator, Literal, Self, TypeVar, overload

from _types import Buffer

_T = TypeVar("_T")

class array(Generic[_T]):
    """Numbers of one type.

    Args:
        typecode: `b` `B` 8 bits, `h` `H` 16 bits, `i` `I` `l` `L` 32 bits, `q` `Q` 64 bits (a capital is unsigned), `f` float, `d` double
        iterable: numbers, or a buffer whose bytes are taken as they are

    CPython:
        Only `append` and `extend`; no `typecode`, `itemsize`, `tobytes` (`bytes(a)`), `frombytes`, `pop`, `insert`.
    """

    @overload
    def __init__(self: array[int], typecode: Literal["b", "B", "h", "H", "i", "I", "l", "L", "q", "Q"], iterable: Iterable[int] | Buffer = ..., /) -> None: ...
    @overload
    def __init__(self: array[float], typecode: Literal["f", "d"], iterable: Iterable[float] | Buffer = ..., /) -> None: ...
    @overload
    def __init__(self: array[Any], typecode: str, iterable: Iterable[Any] | Buffer = ..., /) -> None: ...
    def append(self, val: _T, /) -> None:
        """Adds one number at the end."""
    def extend(self, iterable: Iterable[_T], /) -> None:
        """Adds the numbers of another array or an iterable at the end."""
    @overload
    def __getitem__(self, key: int, /) -> _T: ...
    @overload
    def __getitem__(self, key: slice, /) -> array[_T]: ...
    @overload
    def __setitem__(self, key: int, value: _T, /) -> None: ...
    @overload
    def __setitem__(self, key: slice, value: array[_T], /) -> None: ...
    def __iter__(self) -> Iterator[_T]: ...
    def __len__(self) -> int: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __add__(self, value: array[_T], /) -> array[_T]: ...
    def __iadd__(self, value: array[_T], /) -> Self: ...
