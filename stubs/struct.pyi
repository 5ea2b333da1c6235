"""Numbers as bytes and back, as protocols and sensors have them.

A format is a text. First the order of bytes: `<` least significant first, `>` or `!` most significant first (network), `@` that of
the chip with gaps. Then types: `b` `B` 8 bits, `h` `H` 16, `i` `I` `l` `L` 32, `q` `Q` 64 (a capital is unsigned), `f` float, `d` double,
`s` bytes (`4s`), `x` a byte to pass over, `P` `O` `S` addresses. A number in front repeats.

Example:
    import struct
    packet = struct.pack(">HBf", 1, 2, 3.5)
    a, b, c = struct.unpack(">HBf", packet)

See: library/struct.html
"""

from typing import Any

from _types import Buffer, WritableBuffer

def calcsize(fmt: str, /) -> int:
    """How many bytes a format has."""

def pack(fmt: str, /, *v: Any) -> bytes:
    """Values as bytes.

    Args:
        fmt: the format
        v: the values

    CPython:
        Values that do not fit are cut off without an error; missing ones are 0.
    """

def pack_into(fmt: str, buffer: WritableBuffer, offset: int, /, *v: Any) -> None:
    """Puts values as bytes into a buffer.

    Args:
        fmt: the format
        buffer: where to put them
        offset: index of the first byte; negative counts from the end
        v: the values

    Raises:
        ValueError: `buffer too small`
    """

def unpack(fmt: str, data: Buffer, /) -> tuple[Any, ...]:
    """The values in bytes.

    Args:
        fmt: the format
        data: the bytes; may be longer

    Returns:
        always a tuple: `(value,) = struct.unpack("<H", data)`

    Raises:
        ValueError: `buffer too small`
    """

def unpack_from(fmt: str, data: Buffer, offset: int = 0, /) -> tuple[Any, ...]:
    """The values in bytes, from an index on; negative counts from the end.

    Raises:
        ValueError: `buffer too small`
    """
