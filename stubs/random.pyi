"""Random numbers, good for games and delays. For keys use `os.urandom`.

Example:
    import random
    print(random.randint(1, 6))

See: library/random.html
"""

from typing import Protocol, TypeVar, overload

_T_co = TypeVar("_T_co", covariant=True)

class _Sequence(Protocol[_T_co]):
    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> _T_co: ...

def choice(sequence: _Sequence[_T_co], /) -> _T_co:
    """One of the values of a list, tuple or text.

    Raises:
        IndexError: it is empty
    """

def getrandbits(n: int, /) -> int:
    """A number of `n` random bits, 0 to 32.

    Raises:
        ValueError: `bits must be 32 or less`
    """

def randint(a: int, b: int, /) -> int:
    """A whole number from a to b, both included.

    Raises:
        ValueError: a is larger than b
    """

def random() -> float:
    """A number from 0 up to, but without, 1."""

@overload
def randrange(stop: int, /) -> int:
    """One of the numbers of `range` with the same arguments.

    Raises:
        ValueError: there is none
    """
@overload
def randrange(start: int, stop: int, step: int = 1, /) -> int: ...

def seed(n: int | None = None, /) -> None:
    """Begins a sequence of numbers: the same for the same `n`; without it another each time, as after a reset."""

def uniform(a: float, b: float, /) -> float:
    """A number from a to b."""
