"""The names that are there without an import: types, functions and exceptions of the language.

MicroPython has most of CPython's, with fewer methods. Floats have single precision (about 7 digits), ints have no limit.
A dict is not in the order of insertion.

Example:
    print(sorted({"b": 2, "a": 1}.items()))

See: library/builtins.html
"""

from typing import (
    Any,
    Callable,
    Generic,
    Iterable,
    Iterator,
    Literal,
    Protocol,
    Self,
    TypeVar,
    overload,
)

from _types import Buffer
from io import _BinaryFile, _TextFile

_T = TypeVar("_T")
_S = TypeVar("_S")
_K = TypeVar("_K")
_V = TypeVar("_V")
_T_co = TypeVar("_T_co", covariant=True)
_T1 = TypeVar("_T1")
_T2 = TypeVar("_T2")
_T3 = TypeVar("_T3")
_T4 = TypeVar("_T4")

class _SupportsAbs(Protocol[_T_co]):
    def __abs__(self) -> _T_co: ...

class _SupportsLen(Protocol):
    def __len__(self) -> int: ...

class _SupportsGetItem(Protocol[_T_co]):
    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> _T_co: ...

class _SupportsKeys(Protocol[_K, _T_co]):
    def keys(self) -> Iterable[_K]: ...
    def __getitem__(self, key: _K, /) -> _T_co: ...

class _SupportsWrite(Protocol):
    def write(self, data: Any, /) -> Any: ...

# ---------------------------------------------------------------------------------------------------------------------
# Types

class object:
    """The base of all classes. `object()` gives a value that is equal to nothing else."""

    __class__: type[Self]
    __dict__: dict[str, Any]
    __module__: str
    __doc__: str | None
    # Pyright asks for the following; a board has them in the language, not as attributes of every object.
    def __init__(self) -> None: ...
    def __new__(cls) -> Self: ...
    def __setattr__(self, name: str, value: Any, /) -> None: ...
    def __delattr__(self, name: str, /) -> None: ...
    def __getattribute__(self, name: str, /) -> Any: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __str__(self) -> str: ...
    def __repr__(self) -> str: ...

class type:
    """The type of an object, and with three arguments a new class.

    Args:
        object: any object, to learn its type
        name: name of the new class
        bases: tuple of the base classes
        dict: what the class has: methods and values

    CPython:
        There are no metaclasses, and a class does not tell its own attributes' order.
    """

    __name__: str
    __qualname__: str
    @property
    def __bases__(self) -> tuple[type, ...]: ...
    @overload
    def __init__(self, object: object, /) -> None: ...
    @overload
    def __init__(self, name: str, bases: tuple[type, ...], dict: dict[str, Any], /) -> None: ...
    def __call__(self, *args: Any, **kwds: Any) -> Any: ...
    def __or__(self, value: Any, /) -> Any: ...
    def __ror__(self, value: Any, /) -> Any: ...

class super:
    """Gives access to the methods of a base class, inside a method: `super().__init__()`.

    CPython:
        With more than one base class only the first in which the name is found is asked; there is no full method resolution order.
    """

    @overload
    def __init__(self, type: Any, obj: Any, /) -> None: ...
    @overload
    def __init__(self) -> None: ...
    def __getattr__(self, name: str) -> Any: ...

class staticmethod(Generic[_T_co]):
    """Decorator of a method that gets neither the instance nor the class."""

    def __init__(self, function: Callable[..., _T_co], /) -> None: ...
    def __get__(self, instance: Any, owner: type | None = None, /) -> Callable[..., _T_co]: ...
    def __call__(self, *args: Any, **kwargs: Any) -> _T_co: ...

class classmethod(Generic[_T_co]):
    """Decorator of a method that gets the class in place of the instance."""

    def __init__(self, function: Callable[..., _T_co], /) -> None: ...
    def __get__(self, instance: Any, owner: type | None = None, /) -> Callable[..., _T_co]: ...

class property:
    """An attribute that is computed: reading it calls a method.

    Args:
        fget: function that gives the value
        fset: function that takes a new value; without it the attribute cannot be assigned
        fdel: function for `del`
        doc: is accepted and not kept

    Example:
        class Sensor:
            @property
            def celsius(self):
                return self.read() / 10
    """

    def __init__(
        self,
        fget: Callable[[Any], Any] | None = None,
        fset: Callable[[Any, Any], None] | None = None,
        fdel: Callable[[Any], None] | None = None,
        doc: str | None = None,
    ) -> None: ...
    def getter(self, fget: Callable[[Any], Any], /) -> property:
        """A copy of the property with another function for reading."""
    def setter(self, fset: Callable[[Any, Any], None], /) -> property:
        """A copy of the property with a function for assigning; used as the decorator `@name.setter`."""
    def deleter(self, fdel: Callable[[Any], None], /) -> property:
        """A copy of the property with a function for `del`; used as the decorator `@name.deleter`."""
    def __get__(self, instance: Any, owner: type | None = None, /) -> Any: ...
    def __set__(self, instance: Any, value: Any, /) -> None: ...
    def __delete__(self, instance: Any, /) -> None: ...

class int:
    """A whole number, of any size. `int(x)` makes one of a number or a text.

    Args:
        x: a number (what follows the point is cut off), or text such as `"42"`, `" -7 "`, `"0x1f"` with base 0
        base: 2 to 36 for a text, 10 by default; 0 goes by the prefix `0x`, `0o`, `0b`

    Raises:
        ValueError: the text is no number in this base (`invalid syntax for integer`)

    CPython:
        `base` is positional only. There are no `bit_length`, `bit_count`, `real`, `imag` and `as_integer_ratio`.

    ESP32:
        Numbers up to 31 bits take no memory; larger ones lie on the heap and are slower.
    """

    @overload
    def __init__(self, x: int | float | bool | str | bytes = 0, /) -> None: ...
    @overload
    def __init__(self, x: str | bytes, base: int, /) -> None: ...
    @staticmethod
    def from_bytes(bytes: Buffer, byteorder: Literal["little", "big"] = "big", signed: bool = False, /) -> int:
        """The number that bytes stand for.

        Args:
            bytes: bytes of the number, any count
            byteorder: `"big"`: the most significant byte comes first; `"little"`: it comes last
            signed: is accepted and not looked at: the result is never negative

        CPython:
            No keyword arguments. For a signed number of n bytes subtract `1 << (8 * n)` if the top bit is set, or use
            `struct.unpack`.
        """
    def to_bytes(self, length: int = 1, byteorder: Literal["little", "big"] = "big", *, signed: bool = False) -> bytes:
        """The number as bytes.

        Args:
            length: count of bytes, 1 by default
            byteorder: `"big"`: the most significant byte first; `"little"`: last
            signed: True allows negative numbers, as two's complement

        Raises:
            OverflowError: the number does not fit into `length` bytes, or is negative without `signed`
        """
    def __add__(self, value: int, /) -> int: ...
    def __sub__(self, value: int, /) -> int: ...
    def __mul__(self, value: int, /) -> int: ...
    def __floordiv__(self, value: int, /) -> int: ...
    def __truediv__(self, value: int, /) -> float: ...
    def __mod__(self, value: int, /) -> int: ...
    def __divmod__(self, value: int, /) -> tuple[int, int]: ...
    def __radd__(self, value: int, /) -> int: ...
    def __rsub__(self, value: int, /) -> int: ...
    def __rmul__(self, value: int, /) -> int: ...
    def __rfloordiv__(self, value: int, /) -> int: ...
    def __rtruediv__(self, value: int, /) -> float: ...
    def __rmod__(self, value: int, /) -> int: ...
    def __pow__(self, value: int, mod: int | None = None, /) -> Any: ...
    def __rpow__(self, value: int, mod: int | None = None, /) -> Any: ...
    def __and__(self, value: int, /) -> int: ...
    def __or__(self, value: int, /) -> int: ...
    def __xor__(self, value: int, /) -> int: ...
    def __lshift__(self, value: int, /) -> int: ...
    def __rshift__(self, value: int, /) -> int: ...
    def __rand__(self, value: int, /) -> int: ...
    def __ror__(self, value: int, /) -> int: ...
    def __rxor__(self, value: int, /) -> int: ...
    def __rlshift__(self, value: int, /) -> int: ...
    def __rrshift__(self, value: int, /) -> int: ...
    def __neg__(self) -> int: ...
    def __pos__(self) -> int: ...
    def __invert__(self) -> int: ...
    def __abs__(self) -> int: ...
    def __lt__(self, value: int, /) -> bool: ...
    def __le__(self, value: int, /) -> bool: ...
    def __gt__(self, value: int, /) -> bool: ...
    def __ge__(self, value: int, /) -> bool: ...
    def __bool__(self) -> bool: ...
    def __int__(self) -> int: ...
    def __float__(self) -> float: ...
    def __index__(self) -> int: ...

class bool(int):
    """`True` or `False`. `bool(x)` tells whether x counts as true: empty containers, 0, 0.0 and None do not."""

    def __init__(self, x: object = False, /) -> None: ...
    @overload
    def __and__(self, value: bool, /) -> bool: ...
    @overload
    def __and__(self, value: int, /) -> int: ...
    @overload
    def __or__(self, value: bool, /) -> bool: ...
    @overload
    def __or__(self, value: int, /) -> int: ...
    @overload
    def __xor__(self, value: bool, /) -> bool: ...
    @overload
    def __xor__(self, value: int, /) -> int: ...

class float:
    """A number with a fraction, of single precision. `float(x)` makes one of a number or a text such as `"1.5"`, `"1e3"`, `"inf"`.

    Raises:
        ValueError: the text is no number

    CPython:
        There are no methods (`is_integer`, `hex`, …).

    ESP32:
        32 bits, of which MicroPython uses 30: about 7 digits, up to 3.4e38. `0.1 + 0.2 == 0.3` and `16777217.0 == 16777216.0` are both
        True. The seconds of `time.time()` do not fit: keep them as int.
    """

    def __init__(self, x: float | int | str | bytes = 0.0, /) -> None: ...
    def __add__(self, value: float, /) -> float: ...
    def __sub__(self, value: float, /) -> float: ...
    def __mul__(self, value: float, /) -> float: ...
    def __floordiv__(self, value: float, /) -> float: ...
    def __truediv__(self, value: float, /) -> float: ...
    def __mod__(self, value: float, /) -> float: ...
    def __divmod__(self, value: float, /) -> tuple[float, float]: ...
    def __pow__(self, value: float, mod: None = None, /) -> Any: ...
    def __radd__(self, value: float, /) -> float: ...
    def __rsub__(self, value: float, /) -> float: ...
    def __rmul__(self, value: float, /) -> float: ...
    def __rfloordiv__(self, value: float, /) -> float: ...
    def __rtruediv__(self, value: float, /) -> float: ...
    def __rmod__(self, value: float, /) -> float: ...
    def __rpow__(self, value: float, mod: None = None, /) -> Any: ...
    def __neg__(self) -> float: ...
    def __pos__(self) -> float: ...
    def __abs__(self) -> float: ...
    def __lt__(self, value: float, /) -> bool: ...
    def __le__(self, value: float, /) -> bool: ...
    def __gt__(self, value: float, /) -> bool: ...
    def __ge__(self, value: float, /) -> bool: ...
    def __bool__(self) -> bool: ...
    def __int__(self) -> int: ...
    def __float__(self) -> float: ...

class complex:
    """A complex number. `complex(re, im)` makes one of two numbers, `complex("1+2j")` of a text.

    CPython:
        There is no `conjugate`.
    """

    @overload
    def __init__(self, real: complex | float | int | str = 0, /) -> None: ...
    @overload
    def __init__(self, real: complex | float | int, imag: complex | float | int, /) -> None: ...
    @property
    def real(self) -> float:
        """The real part."""
    @property
    def imag(self) -> float:
        """The imaginary part."""
    def __add__(self, value: complex, /) -> complex: ...
    def __sub__(self, value: complex, /) -> complex: ...
    def __mul__(self, value: complex, /) -> complex: ...
    def __truediv__(self, value: complex, /) -> complex: ...
    def __pow__(self, value: complex, mod: None = None, /) -> complex: ...
    def __radd__(self, value: complex, /) -> complex: ...
    def __rsub__(self, value: complex, /) -> complex: ...
    def __rmul__(self, value: complex, /) -> complex: ...
    def __rtruediv__(self, value: complex, /) -> complex: ...
    def __rpow__(self, value: complex, mod: None = None, /) -> complex: ...
    def __neg__(self) -> complex: ...
    def __pos__(self) -> complex: ...
    def __abs__(self) -> float: ...
    def __bool__(self) -> bool: ...

class str:
    """Text, as Unicode. `str(x)` is the text that `print(x)` writes; `str(data, "utf-8")` decodes bytes.

    Args:
        object: any object, or bytes together with `encoding`
        encoding: must be given for bytes, or the result is `"b'…'"`; whatever it says, the bytes are taken as UTF-8
        errors: is accepted and not looked at

    Raises:
        UnicodeError: the bytes are no UTF-8

    CPython:
        There are no `capitalize`, `title`, `swapcase`, `casefold`, `ljust`, `rjust`, `zfill`, `expandtabs`, `isalnum`, `isnumeric`,
        `translate`, `removeprefix` and `removesuffix`. `"%-5s" % x` and `"{:<5}".format(x)` pad in their place.
    """

    @overload
    def __init__(self, object: object = "", /) -> None: ...
    @overload
    def __init__(self, object: Buffer, encoding: str, errors: str = ..., /) -> None: ...
    def center(self, width: int, /) -> str:
        """The text in the middle of `width` characters, padded with spaces.

        CPython:
            The character to pad with cannot be chosen.
        """
    def count(self, sub: str, start: int = ..., end: int = ..., /) -> int:
        """How often `sub` is in the text, without overlap.

        Args:
            sub: text to look for
            start: index at which the search begins
            end: index before which it ends
        """
    def encode(self, encoding: str = "utf-8", errors: str = "strict", /) -> bytes:
        """The text as bytes, for a socket or a file.

        Args:
            encoding: is accepted and not looked at: the result is UTF-8
            errors: is accepted and not looked at

        Returns:
            bytes; a character outside ASCII takes two to four of them
        """
    def endswith(self, suffix: str | tuple[str, ...], start: int = ..., end: int = ..., /) -> bool:
        """Whether the text ends with `suffix`, or with one of a tuple of texts."""
    def find(self, sub: str, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found first, or −1."""
    def format(self, *args: Any, **kwargs: Any) -> str:
        """Fills the places `{}`, `{0}`, `{name}` with the arguments: `"{:.1f} °C".format(t)`.

        What follows the colon: fill, alignment (`<`, `>`, `^`, `=`), sign, `#`, `0`, width, `,`, precision, and one of `b c d e f g n o s x X %`.

        CPython:
            An f-string does the same. Attributes and items (`{0.x}`, `{0[1]}`) raise NotImplementedError.
        """
    def index(self, sub: str, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found first.

        Raises:
            ValueError: it is not there
        """
    def isalpha(self) -> bool:
        """Whether all characters are letters (ASCII only) and there is at least one."""
    def isdigit(self) -> bool:
        """Whether all characters are digits 0 to 9 and there is at least one."""
    def islower(self) -> bool:
        """Whether there are letters and none of them is a capital (ASCII only)."""
    def isspace(self) -> bool:
        """Whether all characters are white space and there is at least one."""
    def isupper(self) -> bool:
        """Whether there are letters and all of them are capitals (ASCII only)."""
    def join(self, iterable: Iterable[str], /) -> str:
        """Puts texts together, with this one between them: `", ".join(["a", "b"])` is `"a, b"`.

        Faster and easier on the memory than `+` in a loop.
        """
    def lower(self) -> str:
        """A copy in small letters (ASCII only)."""
    def lstrip(self, chars: str = ..., /) -> str:
        """A copy without white space, or without any of `chars`, at the beginning."""
    def partition(self, sep: str, /) -> tuple[str, str, str]:
        """Cuts at the first `sep`.

        Returns:
            `(before, sep, after)`, or `(text, "", "")` if it is not there
        """
    def replace(self, old: str, new: str, count: int = -1, /) -> str:
        """A copy in which each `old` is `new`; with `count`, only so many from the left."""
    def rfind(self, sub: str, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found last, or −1."""
    def rindex(self, sub: str, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found last.

        Raises:
            ValueError: it is not there
        """
    def rpartition(self, sep: str, /) -> tuple[str, str, str]:
        """Cuts at the last `sep`.

        Returns:
            `(before, sep, after)`, or `("", "", text)` if it is not there
        """
    def rsplit(self, sep: str | None = None, maxsplit: int = -1, /) -> list[str]:
        """As `split`, but cuts from the right.

        CPython:
            With `maxsplit` a separator must be given.
        """
    def rstrip(self, chars: str = ..., /) -> str:
        """A copy without white space, or without any of `chars`, at the end: `line.rstrip()` takes the line's end off."""
    def split(self, sep: str | None = None, maxsplit: int = -1, /) -> list[str]:
        """Cuts the text into a list.

        Args:
            sep: text to cut at; None cuts at white space of any length and leaves out empty parts
            maxsplit: at most so many cuts; −1 is no limit

        CPython:
            No keyword arguments.
        """
    def splitlines(self, keepends: bool = False) -> list[str]:
        r"""Cuts the text into lines, at `\n`, `\r` and `\r\n`; with `keepends` these stay."""
    def startswith(self, prefix: str | tuple[str, ...], start: int = ..., end: int = ..., /) -> bool:
        """Whether the text begins with `prefix`, or with one of a tuple of texts."""
    def strip(self, chars: str = ..., /) -> str:
        """A copy without white space, or without any of `chars`, at both ends."""
    def upper(self) -> str:
        """A copy in capitals (ASCII only)."""
    def __add__(self, value: str, /) -> str: ...
    def __mul__(self, value: int, /) -> str: ...
    def __rmul__(self, value: int, /) -> str: ...
    def __mod__(self, value: Any, /) -> str: ...
    def __contains__(self, key: str, /) -> bool: ...
    def __getitem__(self, key: int | slice, /) -> str: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __lt__(self, value: str, /) -> bool: ...
    def __le__(self, value: str, /) -> bool: ...
    def __gt__(self, value: str, /) -> bool: ...
    def __ge__(self, value: str, /) -> bool: ...

class bytes:
    """Bytes that cannot be changed: what sockets, files and buses carry.

    Args:
        source: text with `encoding`, a count (gives zeros), an iterable of 0 to 255, or another buffer
        encoding: must be given for text; the result is UTF-8
        errors: is accepted and not looked at

    Raises:
        TypeError: text without an encoding (`string argument without an encoding`)

    CPython:
        Comparing bytes with a str is False and prints `Warning: Comparison between bytes and str`. `%` and `format` work on bytes too.
    """

    @overload
    def __init__(self, source: int | Iterable[int] | Buffer = b"", /) -> None: ...
    @overload
    def __init__(self, source: str, encoding: str, errors: str = ..., /) -> None: ...
    def center(self, width: int, /) -> bytes:
        """The bytes in the middle of `width`, padded with spaces."""
    def count(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """How often `sub` is in the bytes, without overlap."""
    def decode(self, encoding: str = "utf-8", errors: str = "strict", /) -> str:
        """The bytes as text.

        Args:
            encoding: is accepted and not looked at: the bytes are taken as UTF-8
            errors: is accepted and not looked at

        Raises:
            UnicodeError: the bytes are no UTF-8, for example because a character was cut at the end of a `recv`
        """
    def endswith(self, suffix: bytes | tuple[bytes, ...], start: int = ..., end: int = ..., /) -> bool:
        """Whether the bytes end with `suffix`, or with one of a tuple."""
    def find(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found first, or −1."""
    def format(self, *args: Any, **kwargs: Any) -> bytes:
        """Fills the places `{}` with the arguments, as `str.format`.

        CPython:
            bytes have no `format` there.
        """
    @classmethod
    def fromhex(cls, string: str, /) -> bytes:
        """Bytes of hexadecimal digits: `bytes.fromhex("0aff")`; spaces between bytes are allowed.

        Raises:
            ValueError: an odd count of digits, or another character
        """
    def hex(self, sep: str | bytes = ..., /) -> str:
        """The bytes as hexadecimal digits, with `sep` between bytes: `mac.hex(":")`."""
    def index(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found first.

        Raises:
            ValueError: it is not there
        """
    def isalpha(self) -> bool:
        """Whether all bytes are ASCII letters and there is at least one."""
    def isdigit(self) -> bool:
        """Whether all bytes are digits and there is at least one."""
    def islower(self) -> bool:
        """Whether there are letters and none of them is a capital."""
    def isspace(self) -> bool:
        """Whether all bytes are white space and there is at least one."""
    def isupper(self) -> bool:
        """Whether there are letters and all of them are capitals."""
    def join(self, iterable: Iterable[Buffer], /) -> bytes:
        """Puts pieces together, with these bytes between them: `b"".join(chunks)`."""
    def lower(self) -> bytes:
        """A copy in small letters."""
    def lstrip(self, chars: bytes = ..., /) -> bytes:
        """A copy without white space, or without any of `chars`, at the beginning."""
    def partition(self, sep: bytes, /) -> tuple[bytes, bytes, bytes]:
        r"""Cuts at the first `sep`: `head, _, body = response.partition(b"\r\n\r\n")`.

        Returns:
            `(before, sep, after)`, or `(all, b"", b"")` if it is not there
        """
    def replace(self, old: bytes, new: bytes, count: int = -1, /) -> bytes:
        """A copy in which each `old` is `new`; with `count`, only so many from the left."""
    def rfind(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found last, or −1."""
    def rindex(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found last.

        Raises:
            ValueError: it is not there
        """
    def rpartition(self, sep: bytes, /) -> tuple[bytes, bytes, bytes]:
        """Cuts at the last `sep`.

        Returns:
            `(before, sep, after)`, or `(b"", b"", all)` if it is not there
        """
    def rsplit(self, sep: bytes | None = None, maxsplit: int = -1, /) -> list[bytes]:
        """As `split`, but cuts from the right; with `maxsplit` a separator must be given."""
    def rstrip(self, chars: bytes = ..., /) -> bytes:
        """A copy without white space, or without any of `chars`, at the end."""
    def split(self, sep: bytes | None = None, maxsplit: int = -1, /) -> list[bytes]:
        """Cuts the bytes into a list.

        Args:
            sep: bytes to cut at (no str); None cuts at white space of any length
            maxsplit: at most so many cuts; −1 is no limit

        Raises:
            TypeError: `sep` is a str (`can't convert 'str' object to bytes implicitly`)
        """
    def splitlines(self, keepends: bool = False) -> list[bytes]:
        r"""Cuts the bytes into lines, at `\n`, `\r` and `\r\n`; with `keepends` these stay."""
    def startswith(self, prefix: bytes | tuple[bytes, ...], start: int = ..., end: int = ..., /) -> bool:
        """Whether the bytes begin with `prefix`, or with one of a tuple: `request.startswith(b"GET ")`."""
    def strip(self, chars: bytes = ..., /) -> bytes:
        """A copy without white space, or without any of `chars`, at both ends."""
    def upper(self) -> bytes:
        """A copy in capitals."""
    def __add__(self, value: Buffer | str, /) -> bytes: ...
    def __mul__(self, value: int, /) -> bytes: ...
    def __rmul__(self, value: int, /) -> bytes: ...
    def __mod__(self, value: Any, /) -> bytes: ...
    def __contains__(self, key: int | bytes | str, /) -> bool: ...
    @overload
    def __getitem__(self, key: int, /) -> int: ...
    @overload
    def __getitem__(self, key: slice, /) -> bytes: ...
    def __iter__(self) -> Iterator[int]: ...
    def __len__(self) -> int: ...
    def __lt__(self, value: bytes, /) -> bool: ...
    def __le__(self, value: bytes, /) -> bool: ...
    def __gt__(self, value: bytes, /) -> bool: ...
    def __ge__(self, value: bytes, /) -> bool: ...

class bytearray:
    """Bytes that can be changed, for example a buffer for `readinto`: it is made once and used again and again.

    Args:
        source: a count (gives zeros), text with `encoding`, an iterable of 0 to 255, or another buffer
        encoding: must be given for text; the result is UTF-8
        errors: is accepted and not looked at

    CPython:
        There are no `insert`, `pop`, `remove`, `clear` and `reverse`; `b[:] = b""` empties it.
    """

    @overload
    def __init__(self, source: int | Iterable[int] | Buffer = b"", /) -> None: ...
    @overload
    def __init__(self, source: str, encoding: str, errors: str = ..., /) -> None: ...
    def append(self, value: int, /) -> None:
        """Adds one byte, 0 to 255, at the end."""
    def extend(self, iterable: Buffer | Iterable[int], /) -> None:
        """Adds the bytes of a buffer, or of an iterable of ints, at the end."""
    def center(self, width: int, /) -> bytearray:
        """The bytes in the middle of `width`, padded with spaces."""
    def count(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """How often `sub` is in the bytes, without overlap."""
    def decode(self, encoding: str = "utf-8", errors: str = "strict", /) -> str:
        """The bytes as text.

        Args:
            encoding: is accepted and not looked at: the bytes are taken as UTF-8
            errors: is accepted and not looked at

        Raises:
            UnicodeError: the bytes are no UTF-8
        """
    def endswith(self, suffix: bytes | tuple[bytes, ...], start: int = ..., end: int = ..., /) -> bool:
        """Whether the bytes end with `suffix`, or with one of a tuple."""
    def find(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found first, or −1."""
    def format(self, *args: Any, **kwargs: Any) -> bytearray:
        """Fills the places `{}` with the arguments, as `str.format`."""
    @classmethod
    def fromhex(cls, string: str, /) -> bytearray:
        """Bytes of hexadecimal digits: `bytearray.fromhex("0aff")`; spaces between bytes are allowed.

        Raises:
            ValueError: an odd count of digits, or another character
        """
    def hex(self, sep: str | bytes = ..., /) -> str:
        """The bytes as hexadecimal digits, with `sep` between bytes."""
    def index(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found first.

        Raises:
            ValueError: it is not there
        """
    def isalpha(self) -> bool:
        """Whether all bytes are ASCII letters and there is at least one."""
    def isdigit(self) -> bool:
        """Whether all bytes are digits and there is at least one."""
    def islower(self) -> bool:
        """Whether there are letters and none of them is a capital."""
    def isspace(self) -> bool:
        """Whether all bytes are white space and there is at least one."""
    def isupper(self) -> bool:
        """Whether there are letters and all of them are capitals."""
    def join(self, iterable: Iterable[Buffer], /) -> bytearray:
        """Puts pieces together, with these bytes between them."""
    def lower(self) -> bytearray:
        """A copy in small letters."""
    def lstrip(self, chars: bytes = ..., /) -> bytearray:
        """A copy without white space, or without any of `chars`, at the beginning."""
    def partition(self, sep: bytes, /) -> tuple[bytearray, bytearray, bytearray]:
        """Cuts at the first `sep`.

        Returns:
            `(before, sep, after)`; the last two are empty if it is not there
        """
    def replace(self, old: bytes, new: bytes, count: int = -1, /) -> bytearray:
        """A copy in which each `old` is `new`; with `count`, only so many from the left."""
    def rfind(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found last, or −1."""
    def rindex(self, sub: bytes | int, start: int = ..., end: int = ..., /) -> int:
        """The index at which `sub` is found last.

        Raises:
            ValueError: it is not there
        """
    def rpartition(self, sep: bytes, /) -> tuple[bytearray, bytearray, bytearray]:
        """Cuts at the last `sep`.

        Returns:
            `(before, sep, after)`; the first two are empty if it is not there
        """
    def rsplit(self, sep: bytes | None = None, maxsplit: int = -1, /) -> list[bytearray]:
        """As `split`, but cuts from the right; with `maxsplit` a separator must be given."""
    def rstrip(self, chars: bytes = ..., /) -> bytearray:
        """A copy without white space, or without any of `chars`, at the end."""
    def split(self, sep: bytes | None = None, maxsplit: int = -1, /) -> list[bytearray]:
        """Cuts the bytes into a list, at `sep` or at white space; at most `maxsplit` cuts."""
    def splitlines(self, keepends: bool = False) -> list[bytearray]:
        r"""Cuts the bytes into lines, at `\n`, `\r` and `\r\n`; with `keepends` these stay."""
    def startswith(self, prefix: bytes | tuple[bytes, ...], start: int = ..., end: int = ..., /) -> bool:
        """Whether the bytes begin with `prefix`, or with one of a tuple."""
    def strip(self, chars: bytes = ..., /) -> bytearray:
        """A copy without white space, or without any of `chars`, at both ends."""
    def upper(self) -> bytearray:
        """A copy in capitals."""
    def __add__(self, value: Buffer, /) -> bytearray: ...
    def __iadd__(self, value: Buffer, /) -> Self: ...
    def __mul__(self, value: int, /) -> bytearray: ...
    def __rmul__(self, value: int, /) -> bytearray: ...
    def __contains__(self, key: int | Buffer, /) -> bool: ...
    @overload
    def __getitem__(self, key: int, /) -> int: ...
    @overload
    def __getitem__(self, key: slice, /) -> bytearray: ...
    @overload
    def __setitem__(self, key: int, value: int, /) -> None: ...
    @overload
    def __setitem__(self, key: slice, value: Buffer, /) -> None: ...
    def __iter__(self) -> Iterator[int]: ...
    def __len__(self) -> int: ...

class memoryview:
    """A view of a part of a buffer, without a copy: `memoryview(buf)[:n]` passes on the first n bytes.

    A slice of a bytearray is a copy on the heap, a slice of a memoryview is not; for large buffers that decides whether
    there is memory enough.

    Args:
        object: what to look at: bytes, bytearray, array

    CPython:
        Only `hex` and `itemsize`; no `tobytes` (`bytes(view)` does it), no `cast`, `format`, `release`.
    """

    def __init__(self, object: Buffer, /) -> None: ...
    @property
    def itemsize(self) -> int:
        """Bytes of one item: 1, or what the array's type takes."""
    def hex(self, sep: str | bytes = ..., /) -> str:
        """The bytes as hexadecimal digits, with `sep` between bytes."""
    @overload
    def __getitem__(self, key: int, /) -> int: ...
    @overload
    def __getitem__(self, key: slice, /) -> memoryview: ...
    @overload
    def __setitem__(self, key: int, value: int, /) -> None: ...
    @overload
    def __setitem__(self, key: slice, value: Buffer, /) -> None: ...
    def __iter__(self) -> Iterator[int]: ...
    def __len__(self) -> int: ...
    def __contains__(self, key: Any, /) -> bool: ...

class list(Generic[_T]):
    """Values in a row, which can be changed. `list(iterable)` makes one of anything that can be iterated."""

    @overload
    def __init__(self) -> None: ...
    @overload
    def __init__(self, iterable: Iterable[_T], /) -> None: ...
    def append(self, object: _T, /) -> None:
        """Adds one value at the end."""
    def clear(self) -> None:
        """Takes all values out."""
    def copy(self) -> list[_T]:
        """A new list with the same values."""
    def count(self, value: _T, /) -> int:
        """How often a value is in the list."""
    def extend(self, iterable: Iterable[_T], /) -> None:
        """Adds all values of an iterable at the end."""
    def index(self, value: _T, start: int = 0, stop: int = ..., /) -> int:
        """The index at which the value is found first.

        Raises:
            ValueError: it is not there
        """
    def insert(self, index: int, object: _T, /) -> None:
        """Puts a value before the one at `index`."""
    def pop(self, index: int = -1, /) -> _T:
        """Takes a value out and gives it; the last one by default.

        Raises:
            IndexError: the list is empty, or has no such index
        """
    def remove(self, value: _T, /) -> None:
        """Takes the first value out that is equal.

        Raises:
            ValueError: it is not there
        """
    def reverse(self) -> None:
        """Turns the order round, in place."""
    def sort(self, *, key: Callable[[_T], Any] | None = None, reverse: bool = False) -> None:
        """Sorts in place.

        Args:
            key: function that gives for a value what to compare
            reverse: True puts the largest first

        CPython:
            The sort is not stable: equal values may change places.
        """
    def __add__(self, value: list[_S], /) -> list[_T | _S]: ...
    def __iadd__(self, value: Iterable[_T], /) -> Self: ...
    def __mul__(self, value: int, /) -> list[_T]: ...
    def __rmul__(self, value: int, /) -> list[_T]: ...
    def __imul__(self, value: int, /) -> Self: ...
    def __contains__(self, key: object, /) -> bool: ...
    @overload
    def __getitem__(self, key: int, /) -> _T: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[_T]: ...
    @overload
    def __setitem__(self, key: int, value: _T, /) -> None: ...
    @overload
    def __setitem__(self, key: slice, value: Iterable[_T], /) -> None: ...
    def __delitem__(self, key: int | slice, /) -> None: ...
    def __iter__(self) -> Iterator[_T]: ...
    def __len__(self) -> int: ...
    def __lt__(self, value: list[_T], /) -> bool: ...
    def __le__(self, value: list[_T], /) -> bool: ...
    def __gt__(self, value: list[_T], /) -> bool: ...
    def __ge__(self, value: list[_T], /) -> bool: ...

class tuple(Generic[_T_co]):
    """Values in a row, which cannot be changed: an address `("192.168.1.7", 80)`, several results of a function."""

    def __init__(self, iterable: Iterable[_T_co] = ..., /) -> None: ...
    def count(self, value: Any, /) -> int:
        """How often a value is in the tuple."""
    def index(self, value: Any, start: int = 0, stop: int = ..., /) -> int:
        """The index at which the value is found first.

        Raises:
            ValueError: it is not there
        """
    @overload
    def __add__(self, value: tuple[_T_co, ...], /) -> tuple[_T_co, ...]: ...
    @overload
    def __add__(self, value: tuple[_T, ...], /) -> tuple[_T_co | _T, ...]: ...
    def __mul__(self, value: int, /) -> tuple[_T_co, ...]: ...
    def __rmul__(self, value: int, /) -> tuple[_T_co, ...]: ...
    def __contains__(self, key: object, /) -> bool: ...
    @overload
    def __getitem__(self, key: int, /) -> _T_co: ...
    @overload
    def __getitem__(self, key: slice, /) -> tuple[_T_co, ...]: ...
    def __iter__(self) -> Iterator[_T_co]: ...
    def __len__(self) -> int: ...
    def __lt__(self, value: tuple[_T_co, ...], /) -> bool: ...
    def __le__(self, value: tuple[_T_co, ...], /) -> bool: ...
    def __gt__(self, value: tuple[_T_co, ...], /) -> bool: ...
    def __ge__(self, value: tuple[_T_co, ...], /) -> bool: ...

class dict(Generic[_K, _V]):
    """Values by key. `dict(a=1)` and `dict([("a", 1)])` make one.

    CPython:
        The order is not that of insertion: it goes by hash and can change when the dict grows. `collections.OrderedDict` keeps it.
        A default for missing keys (`defaultdict`) is not there: `get` and `setdefault` do it.
    """

    @overload
    def __init__(self) -> None: ...
    @overload
    def __init__(self: dict[str, _V], **kwargs: _V) -> None: ...
    @overload
    def __init__(self, mapping: _SupportsKeys[_K, _V], /) -> None: ...
    @overload
    def __init__(self, iterable: Iterable[tuple[_K, _V]], /) -> None: ...
    def clear(self) -> None:
        """Takes all entries out."""
    def copy(self) -> dict[_K, _V]:
        """A new dict with the same entries."""
    @overload
    @classmethod
    def fromkeys(cls, iterable: Iterable[_T], value: None = None, /) -> dict[_T, Any | None]:
        """A new dict with these keys, all with the same value, None by default."""
    @overload
    @classmethod
    def fromkeys(cls, iterable: Iterable[_T], value: _S, /) -> dict[_T, _S]: ...
    @overload
    def get(self, key: _K, default: None = None, /) -> _V | None:
        """The value of a key, or `default` (None) if the key is not there: `headers.get("Content-Length", 0)`."""
    @overload
    def get(self, key: _K, default: _T, /) -> _V | _T: ...
    def items(self) -> Iterable[tuple[_K, _V]]:
        """The entries as pairs `(key, value)`, for a loop: `for k, v in d.items()`."""
    def keys(self) -> Iterable[_K]:
        """The keys, for a loop."""
    @overload
    def pop(self, key: _K, /) -> _V:
        """Takes an entry out and gives its value.

        Args:
            key: key of the entry
            default: result if there is no such key

        Raises:
            KeyError: there is no such key, and no default
        """
    @overload
    def pop(self, key: _K, default: _T, /) -> _V | _T: ...
    def popitem(self) -> tuple[_K, _V]:
        """Takes some entry out and gives it as `(key, value)`.

        Raises:
            KeyError: the dict is empty
        """
    @overload
    def setdefault(self, key: _K, /) -> _V | None:
        """The value of a key; if the key is not there it is added with `default` (None) first."""
    @overload
    def setdefault(self, key: _K, default: _V, /) -> _V: ...
    @overload
    def update(self, mapping: _SupportsKeys[_K, _V], /, **kwargs: _V) -> None:
        """Adds the entries of another dict, of pairs, or of keyword arguments; keys that are there get the new value."""
    @overload
    def update(self, iterable: Iterable[tuple[_K, _V]], /, **kwargs: _V) -> None: ...
    @overload
    def update(self, **kwargs: _V) -> None: ...
    def values(self) -> Iterable[_V]:
        """The values, for a loop."""
    def __contains__(self, key: object, /) -> bool: ...
    def __getitem__(self, key: _K, /) -> _V: ...
    def __setitem__(self, key: _K, value: _V, /) -> None: ...
    def __delitem__(self, key: _K, /) -> None: ...
    def __iter__(self) -> Iterator[_K]: ...
    def __len__(self) -> int: ...
    def __or__(self, value: dict[_T1, _T2], /) -> dict[_K | _T1, _V | _T2]: ...
    def __ior__(self, value: dict[_K, _V], /) -> Self: ...

class set(Generic[_T]):
    """Different values without an order."""

    def __init__(self, iterable: Iterable[_T] = ..., /) -> None: ...
    def add(self, element: _T, /) -> None:
        """Adds a value, if it is not there."""
    def clear(self) -> None:
        """Takes all values out."""
    def copy(self) -> set[_T]:
        """A new set with the same values."""
    def difference(self, *others: Iterable[Any]) -> set[_T]:
        """A new set with the values that are in none of the others."""
    def difference_update(self, *others: Iterable[Any]) -> None:
        """Takes out the values that are in one of the others."""
    def discard(self, element: _T, /) -> None:
        """Takes a value out, if it is there."""
    def intersection(self, other: Iterable[Any], /) -> set[_T]:
        """A new set with the values that are in both.

        CPython:
            One other set only.
        """
    def intersection_update(self, other: Iterable[Any], /) -> None:
        """Keeps only the values that are in the other too."""
    def isdisjoint(self, other: Iterable[Any], /) -> bool:
        """Whether no value is in both."""
    def issubset(self, other: Iterable[Any], /) -> bool:
        """Whether all values are in the other."""
    def issuperset(self, other: Iterable[Any], /) -> bool:
        """Whether all values of the other are in this one."""
    def pop(self) -> _T:
        """Takes some value out and gives it.

        Raises:
            KeyError: the set is empty
        """
    def remove(self, element: _T, /) -> None:
        """Takes a value out.

        Raises:
            KeyError: it is not there
        """
    def symmetric_difference(self, other: Iterable[_T], /) -> set[_T]:
        """A new set with the values that are in exactly one of the two."""
    def symmetric_difference_update(self, other: Iterable[_T], /) -> None:
        """Keeps the values that are in exactly one of the two."""
    def union(self, other: Iterable[_S], /) -> set[_T | _S]:
        """A new set with the values of both.

        CPython:
            One other set only.
        """
    def update(self, *others: Iterable[_T]) -> None:
        """Adds the values of the others."""
    def __and__(self, value: set[Any] | frozenset[Any], /) -> set[_T]: ...
    def __or__(self, value: set[_S] | frozenset[_S], /) -> set[_T | _S]: ...
    def __sub__(self, value: set[Any] | frozenset[Any], /) -> set[_T]: ...
    def __xor__(self, value: set[_S] | frozenset[_S], /) -> set[_T | _S]: ...
    def __iand__(self, value: set[Any] | frozenset[Any], /) -> Self: ...
    def __ior__(self, value: set[_T] | frozenset[_T], /) -> Self: ...
    def __isub__(self, value: set[Any] | frozenset[Any], /) -> Self: ...
    def __ixor__(self, value: set[_T] | frozenset[_T], /) -> Self: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[_T]: ...
    def __len__(self) -> int: ...
    def __lt__(self, value: set[Any] | frozenset[Any], /) -> bool: ...
    def __le__(self, value: set[Any] | frozenset[Any], /) -> bool: ...
    def __gt__(self, value: set[Any] | frozenset[Any], /) -> bool: ...
    def __ge__(self, value: set[Any] | frozenset[Any], /) -> bool: ...

class frozenset(Generic[_T_co]):
    """A set that cannot be changed, and so can be a key of a dict."""

    def __init__(self, iterable: Iterable[_T_co] = ..., /) -> None: ...
    def copy(self) -> frozenset[_T_co]:
        """The same set."""
    def difference(self, *others: Iterable[Any]) -> frozenset[_T_co]:
        """A new set with the values that are in none of the others."""
    def intersection(self, other: Iterable[Any], /) -> frozenset[_T_co]:
        """A new set with the values that are in both."""
    def isdisjoint(self, other: Iterable[Any], /) -> bool:
        """Whether no value is in both."""
    def issubset(self, other: Iterable[Any], /) -> bool:
        """Whether all values are in the other."""
    def issuperset(self, other: Iterable[Any], /) -> bool:
        """Whether all values of the other are in this one."""
    def symmetric_difference(self, other: Iterable[_S], /) -> frozenset[_T_co | _S]:
        """A new set with the values that are in exactly one of the two."""
    def union(self, other: Iterable[_S], /) -> frozenset[_T_co | _S]:
        """A new set with the values of both."""
    def __and__(self, value: set[Any] | frozenset[Any], /) -> frozenset[_T_co]: ...
    def __or__(self, value: set[_S] | frozenset[_S], /) -> frozenset[_T_co | _S]: ...
    def __sub__(self, value: set[Any] | frozenset[Any], /) -> frozenset[_T_co]: ...
    def __xor__(self, value: set[_S] | frozenset[_S], /) -> frozenset[_T_co | _S]: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[_T_co]: ...
    def __len__(self) -> int: ...
    def __lt__(self, value: set[Any] | frozenset[Any], /) -> bool: ...
    def __le__(self, value: set[Any] | frozenset[Any], /) -> bool: ...
    def __gt__(self, value: set[Any] | frozenset[Any], /) -> bool: ...
    def __ge__(self, value: set[Any] | frozenset[Any], /) -> bool: ...

class range:
    """Whole numbers from `start` up to, but without, `stop`: `range(3)` is 0, 1, 2.

    Args:
        start: the first number, 0 by default
        stop: the number before which it ends
        step: distance between two numbers, 1 by default; negative counts down
    """

    @overload
    def __init__(self, stop: int, /) -> None: ...
    @overload
    def __init__(self, start: int, stop: int, step: int = 1, /) -> None: ...
    @property
    def start(self) -> int:
        """The first number."""
    @property
    def stop(self) -> int:
        """The number before which it ends."""
    @property
    def step(self) -> int:
        """The distance between two numbers."""
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[int]: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: int, /) -> int: ...
    @overload
    def __getitem__(self, key: slice, /) -> range: ...

class slice:
    """What `x[1:5]` passes to `x.__getitem__`.

    CPython:
        It cannot be made by calling it (`can't create 'slice' instances`).
    """

    @property
    def start(self) -> Any:
        """What is before the first colon, or None."""
    @property
    def stop(self) -> Any:
        """What is after the first colon, or None."""
    @property
    def step(self) -> Any:
        """What is after the second colon, or None."""
    def indices(self, length: int, /) -> tuple[int, int, int]:
        """Start, stop and step for a sequence of this length, as `range` takes them."""

class enumerate(Generic[_T]):
    """Counts while iterating: `for i, line in enumerate(lines)`.

    Args:
        iterable: what to iterate
        start: the first count, 0 by default
    """

    def __init__(self, iterable: Iterable[_T], start: int = 0) -> None: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> tuple[int, _T]: ...

class reversed(Generic[_T]):
    """Iterates a sequence from its end."""

    def __init__(self, sequence: _SupportsGetItem[_T], /) -> None: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> _T: ...

class map(Generic[_S]):
    """Calls a function for each value: `map(int, line.split())`.

    Args:
        function: is called with one value of each iterable
        iterable: the values
        iterables: more of them, if the function has more parameters; the shortest decides
    """

    def __init__(self, function: Callable[..., _S], iterable: Iterable[Any], /, *iterables: Iterable[Any]) -> None: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> _S: ...

class filter(Generic[_T]):
    """The values for which a function gives true; with None in its place those that are true themselves."""

    def __init__(self, function: Callable[[_T], Any] | None, iterable: Iterable[_T], /) -> None: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> _T: ...

class zip(Generic[_T_co]):
    """Goes through several iterables at once, up to the end of the shortest: `for name, value in zip(names, values)`.

    CPython:
        There is no `strict`.
    """

    @overload
    def __init__(self: zip[tuple[_T1]], iter1: Iterable[_T1], /) -> None: ...
    @overload
    def __init__(self: zip[tuple[_T1, _T2]], iter1: Iterable[_T1], iter2: Iterable[_T2], /) -> None: ...
    @overload
    def __init__(self: zip[tuple[_T1, _T2, _T3]], iter1: Iterable[_T1], iter2: Iterable[_T2], iter3: Iterable[_T3], /) -> None: ...
    @overload
    def __init__(self: zip[tuple[Any, ...]], *iterables: Iterable[Any]) -> None: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> _T_co: ...

# ---------------------------------------------------------------------------------------------------------------------
# Internals: names that a type checker looks for in this module. A board has the objects, not the names; they are not offered.

class function:
    """Internal: the type of a function."""

    __name__: str
    __qualname__: str
    __module__: str
    __globals__: dict[str, Any]
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __get__(self, instance: Any, owner: type | None = None, /) -> Any: ...

class ellipsis:
    """Internal: the type of `...`."""

class NoneType:
    """Internal: the type of None."""

    def __bool__(self) -> bool: ...

# ---------------------------------------------------------------------------------------------------------------------
# Values

Ellipsis: ellipsis
"""The value of `...`."""

NotImplemented: Any
"""What a method of an operator returns if it does not know the other operand: Python then asks that one."""

# ---------------------------------------------------------------------------------------------------------------------
# Functions

def abs(x: _SupportsAbs[_T], /) -> _T:
    """The number without its sign."""

def all(iterable: Iterable[object], /) -> bool:
    """Whether all values are true; True for an empty iterable."""

def any(iterable: Iterable[object], /) -> bool:
    """Whether at least one value is true."""

def bin(x: int, /) -> str:
    """The number in binary digits, as text: `bin(5)` is `"0b101"`."""

def callable(object: object, /) -> bool:
    """Whether the object can be called."""

def chr(i: int, /) -> str:
    """The character with a number in Unicode: `chr(65)` is `"A"`.

    Raises:
        ValueError: the number is not in 0 to 0x10ffff
    """

def compile(source: str | Buffer, filename: str, mode: str, /) -> Any:
    """Compiles a text for `exec` or `eval`.

    Args:
        source: Python text
        filename: name that a traceback shows
        mode: `"exec"` for statements, `"eval"` for an expression, `"single"` for one statement whose value is printed

    Raises:
        SyntaxError: the text is no MicroPython
    """

def delattr(object: object, name: str, /) -> None:
    """Deletes an attribute by its name.

    Raises:
        AttributeError: there is none
    """

def dir(object: object = ..., /) -> list[str]:
    """The names that an object, a module or a class has; without an argument those of the current scope."""

def divmod(x: Any, y: Any, /) -> tuple[Any, Any]:
    """Quotient and remainder: `(x // y, x % y)`.

    Raises:
        ZeroDivisionError: y is 0
    """

def eval(source: str | Buffer | Any, globals: dict[str, Any] | None = None, locals: dict[str, Any] | None = None, /) -> Any:
    """The value of an expression that is given as text.

    Never use it on what came from the network: it can call anything. `json.loads` is for data.
    """

def exec(source: str | Buffer | Any, globals: dict[str, Any] | None = None, locals: dict[str, Any] | None = None, /) -> None:
    """Runs statements that are given as text or as the result of `compile`.

    Args:
        source: Python text
        globals: names that it sees and makes; the current ones by default
        locals: local names
    """

def execfile(filename: str, globals: dict[str, Any] | None = None, locals: dict[str, Any] | None = None, /) -> None:
    """Runs a file of the board, with the names of the current scope: `execfile("main.py")`.

    CPython:
        Not there. Unlike `import`, it runs the file each time.
    """

@overload
def getattr(object: object, name: str, /) -> Any:
    """An attribute by its name, or `default` if there is none.

    Raises:
        AttributeError: there is none, and no default
    """
@overload
def getattr(object: object, name: str, default: Any, /) -> Any: ...

def globals() -> dict[str, Any]:
    """The global names of the module, as a dict."""

def hasattr(object: object, name: str, /) -> bool:
    """Whether the object has an attribute: `hasattr(network, "LAN")`."""

def hash(object: object, /) -> int:
    """The hash of a value, as dicts and sets use it.

    Raises:
        TypeError: the value can change (list, dict, bytearray) and has none
    """

def help(object: object = ..., /) -> None:
    """Prints what an object has; without an argument a short guide to the board; `help("modules")` lists all modules."""

def hex(x: int, /) -> str:
    """The number in hexadecimal digits, as text: `hex(255)` is `"0xff"`."""

def id(object: object, /) -> int:
    """A number that stands for the object while it exists: where it lies in memory."""

def input(prompt: object = "", /) -> str:
    """Prints `prompt` and waits for a line from the serial console.

    Returns:
        the line without its end

    Blocks:
        until a line has come; other asyncio tasks stop meanwhile, Ctrl-C ends it

    Raises:
        EOFError: Ctrl-D on an empty line
        KeyboardInterrupt: Ctrl-C
    """

def isinstance(object: object, classinfo: Any, /) -> bool:
    """Whether the object is of a class, of one of its subclasses, or of one of a tuple of classes."""

def issubclass(cls: type, classinfo: Any, /) -> bool:
    """Whether a class is a subclass of another, or of one of a tuple of classes."""

def iter(object: Iterable[_T], /) -> Iterator[_T]:
    """An iterator over the object, for `next`.

    CPython:
        One argument only; the form with a function and a last value is not there.
    """

def len(object: _SupportsLen, /) -> int:
    """How many items there are. For text it is the count of characters, which is not that of its bytes."""

def locals() -> dict[str, Any]:
    """The global names of the module.

    CPython:
        Local variables of a function have no names at run time, so they are not there.
    """

@overload
def max(arg1: _T, arg2: _T, /, *args: _T, key: Callable[[_T], Any] | None = None) -> _T:
    """The largest of several values, or of an iterable.

    Args:
        arg1: the first value
        arg2: the second value
        args: further values
        iterable: the values, in place of them one by one
        key: function that gives for a value what to compare
        default: result for an empty iterable

    Raises:
        ValueError: the iterable is empty, and no default is given
    """
@overload
def max(iterable: Iterable[_T], /, *, key: Callable[[_T], Any] | None = None) -> _T: ...
@overload
def max(iterable: Iterable[_T], /, *, key: Callable[[_T], Any] | None = None, default: _S) -> _T | _S: ...

@overload
def min(arg1: _T, arg2: _T, /, *args: _T, key: Callable[[_T], Any] | None = None) -> _T:
    """The smallest of several values, or of an iterable.

    Args:
        arg1: the first value
        arg2: the second value
        args: further values
        iterable: the values, in place of them one by one
        key: function that gives for a value what to compare
        default: result for an empty iterable

    Raises:
        ValueError: the iterable is empty, and no default is given
    """
@overload
def min(iterable: Iterable[_T], /, *, key: Callable[[_T], Any] | None = None) -> _T: ...
@overload
def min(iterable: Iterable[_T], /, *, key: Callable[[_T], Any] | None = None, default: _S) -> _T | _S: ...

@overload
def next(iterator: Iterator[_T], /) -> _T:
    """The next value of an iterator, or `default` at its end.

    Raises:
        StopIteration: there is no more value, and no default is given
    """
@overload
def next(iterator: Iterator[_T], default: _S, /) -> _T | _S: ...

def oct(x: int, /) -> str:
    """The number in octal digits, as text: `oct(8)` is `"0o10"`."""

@overload
def open(file: str, mode: Literal["r", "w", "a", "r+"] = "r", buffering: int = -1, encoding: str | None = None) -> _TextFile:
    """Opens a file of the board.

    Args:
        file: path, such as `"data.txt"` or `"/lib/x.py"`
        mode: `"r"` read, `"w"` write anew, `"a"` append, `"x"` only if it is new; with `+` both; with `b` bytes, else text as UTF-8
        buffering: is accepted and not looked at
        encoding: is accepted and not looked at: text is UTF-8

    Returns:
        a file: use it with `with`, so that it is closed and written in full

    Raises:
        ENOENT (2): there is no such file or folder
        EEXIST (17): mode `"x"` and the file is there
        EISDIR (21): it is a folder
        ENOSPC (28): the flash is full

    Example:
        with open("log.txt", "a") as f:
            f.write("started\\n")
    """
@overload
def open(file: str, mode: Literal["rb", "wb", "ab", "r+b"], buffering: int = -1, encoding: str | None = None) -> _BinaryFile: ...
@overload
def open(file: str, mode: str, buffering: int = -1, encoding: str | None = None) -> Any: ...

def ord(c: str | bytes | bytearray, /) -> int:
    """The number of a character in Unicode, or of one byte: `ord("A")` is 65.

    Raises:
        TypeError: it is not exactly one character
    """

def pow(base: Any, exp: Any, mod: int | None = None, /) -> Any:
    """`base ** exp`, with `mod` the remainder of it, all in whole numbers."""

def print(*values: object, sep: str = " ", end: str = "\n", file: _SupportsWrite = ...) -> None:
    """Writes values as text to the console, or to `file`.

    Args:
        values: any objects
        sep: text between two of them
        end: text at the end
        file: anything with a `write`: a file, a socket, a UART

    CPython:
        There is no `flush`: what is printed is sent at once.

    ESP32:
        The serial line carries 115200 baud, about 11 characters in a millisecond; a long text waits for it.
    """

def repr(object: object, /) -> str:
    """The text that stands for an object in a program: for text that is with quotes and escapes."""

@overload
def round(number: float, /) -> int:
    """Rounds to a whole number, or to `ndigits` after the point; a half goes to the even number.

    ESP32:
        Floats have about 7 digits, so `round(x, 2)` may still print more than two.
    """
@overload
def round(number: float, ndigits: int, /) -> float: ...

def setattr(object: object, name: str, value: Any, /) -> None:
    """Assigns an attribute by its name."""

def sorted(iterable: Iterable[_T], /, *, key: Callable[[_T], Any] | None = None, reverse: bool = False) -> list[_T]:
    """A new list of the values in order.

    Args:
        iterable: the values; it stays as it is
        key: function that gives for a value what to compare
        reverse: True puts the largest first

    CPython:
        The sort is not stable: equal values may change places.
    """

@overload
def sum(iterable: Iterable[_T], /) -> _T | Literal[0]:
    """Adds all values to `start`, which is 0 by default."""
@overload
def sum(iterable: Iterable[_T], start: _S, /) -> _T | _S: ...

def __import__(
    name: str,
    globals: dict[str, Any] | None = None,
    locals: dict[str, Any] | None = None,
    fromlist: Any = None,
    level: int = 0,
    /,
) -> Any:
    """What `import` calls: gives the module with a name."""

# ---------------------------------------------------------------------------------------------------------------------
# Exceptions

class BaseException:
    """The base of all exceptions. `except BaseException` also catches Ctrl-C and the end of the program; `except Exception` does not."""

    args: tuple[Any, ...]
    """The arguments with which it was made."""
    def __init__(self, *args: object) -> None: ...

class Exception(BaseException):
    """The base of all exceptions that mean an error: what a program usually catches and derives its own from."""

class GeneratorExit(BaseException):
    """Is raised in a generator when it is closed."""

class KeyboardInterrupt(BaseException):
    """Ctrl-C on the console. It comes between two steps of the program, and out of most calls that wait."""

class SystemExit(BaseException):
    """The program ends: raised by `sys.exit()` and `machine.soft_reset()`. On a board it leads to a soft reset or back to the prompt."""

    @property
    def value(self) -> Any:
        """The argument of `sys.exit`, or None."""

class ArithmeticError(Exception):
    """The base of `OverflowError` and `ZeroDivisionError`."""

class OverflowError(ArithmeticError):
    """A number does not fit: into bytes, into the ticks of `time`, into a machine word."""

class ZeroDivisionError(ArithmeticError):
    """Division by zero."""

class AssertionError(Exception):
    """An `assert` that was false."""

class AttributeError(Exception):
    """The object has no attribute with this name."""

class EOFError(Exception):
    """The data ended before all were read."""

class ImportError(Exception):
    """A module, or a name in it, is not there.

    CPython:
        `ModuleNotFoundError` does not exist.
    """

class LookupError(Exception):
    """The base of `IndexError` and `KeyError`."""

class IndexError(LookupError):
    """There is no item with this index."""

class KeyError(LookupError):
    """There is no entry with this key."""

class MemoryError(Exception):
    """The heap has no free block that is large enough: `memory allocation failed, allocating N bytes`.

    ESP32:
        The heap has 110 to 160 KB and can be in pieces. `gc.collect()` before a large buffer helps, and so does using one buffer again.
    """

class NameError(Exception):
    """There is no variable with this name.

    CPython:
        `UnboundLocalError` does not exist; a NameError is raised.
    """

class OSError(Exception):
    """An error of files, network or hardware, with a number.

    Most are `OSError(errno)`, shown as `[Errno 116] ETIMEDOUT`, or as the bare number if `errno` has no name for it. TLS gives
    `(code, text)`, Wi-Fi only a text.

    CPython:
        There are no subclasses (`ConnectionError`, `TimeoutError`, `FileNotFoundError`) and no `strerror`, `filename`: compare `e.errno`.

    Example:
        try:
            data = s.recv(100)
        except OSError as e:
            if e.errno != errno.ETIMEDOUT:
                raise
    """

    @property
    def errno(self) -> Any:
        """The first argument: an errno, a negative code of TLS or of name resolution, or a text of the Wi-Fi driver."""

class RuntimeError(Exception):
    """An error of no other kind, for example `maximum recursion depth exceeded`."""

class NotImplementedError(RuntimeError):
    """Something is not there yet, or is for a subclass to do."""

class StopAsyncIteration(Exception):
    """The end of an `async for`."""

class StopIteration(Exception):
    """The end of an iterator."""

    @property
    def value(self) -> Any:
        """What the generator returned."""

class SyntaxError(Exception):
    """The text is no MicroPython. `match`, `except*` and the `/` between parameters are not known."""

class IndentationError(SyntaxError):
    """The indentation does not fit."""

class TypeError(Exception):
    """A value of the wrong type, or a wrong count of arguments."""

class ValueError(Exception):
    """A value of the right type that is not possible."""

class UnicodeError(ValueError):
    """Bytes that are no UTF-8.

    CPython:
        `UnicodeDecodeError` does not exist.
    """

class ViperTypeError(TypeError):
    """A function with `@micropython.viper` uses types that do not fit.

    CPython:
        Not there.
    """
