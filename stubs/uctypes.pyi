"""Structures in memory: gives names to the bytes of a buffer, or of registers of the chip.

A layout is a dict. Its values are an offset in bytes with a type added (`0 | uctypes.UINT16`), a tuple for an array or a pointer
(`(4 | uctypes.ARRAY, 3 | uctypes.UINT8)`), or a layout of its own (`(8, {…})`).

Example:
    import uctypes
    layout = {"kind": 0 | uctypes.UINT8, "length": 1 | uctypes.UINT16}
    packet = uctypes.struct(uctypes.addressof(buf), layout, uctypes.BIG_ENDIAN)
    print(packet.kind, packet.length)

See: library/uctypes.html
"""

from typing import Any, Final

from _types import Buffer

LITTLE_ENDIAN: Final = 0
"""Layout: the least significant byte first, no gaps."""

BIG_ENDIAN: Final = 1
"""Layout: the most significant byte first, no gaps; what network protocols have."""

NATIVE: Final = 2
"""Layout: as the chip's compiler would have it, with gaps; the default."""

VOID: Final = 0
"""Type of what a pointer of unknown kind points to; the same as UINT8."""

UINT8: Final = 0
"""Type: 8 bits without sign."""

INT8: Final = 134217728
"""Type: 8 bits with sign."""

UINT16: Final = 268435456
"""Type: 16 bits without sign."""

INT16: Final = 402653184
"""Type: 16 bits with sign."""

UINT32: Final = 536870912
"""Type: 32 bits without sign."""

INT32: Final = 671088640
"""Type: 32 bits with sign."""

UINT64: Final = 805306368
"""Type: 64 bits without sign."""

INT64: Final = 939524096
"""Type: 64 bits with sign."""

FLOAT32: Final = -268435456
"""Type: a number with a fraction, 32 bits."""

FLOAT64: Final = -134217728
"""Type: a number with a fraction, 64 bits; read as 32."""

SHORT: Final = 402653184
"""Type `short` of C: 16 bits with sign."""

USHORT: Final = 268435456
"""Type `unsigned short` of C: 16 bits without sign."""

INT: Final = 671088640
"""Type `int` of C: 32 bits with sign."""

UINT: Final = 536870912
"""Type `unsigned int` of C: 32 bits without sign."""

LONG: Final = 671088640
"""Type `long` of C: 32 bits with sign."""

ULONG: Final = 536870912
"""Type `unsigned long` of C: 32 bits without sign."""

LONGLONG: Final = 939524096
"""Type `long long` of C: 64 bits with sign."""

ULONGLONG: Final = 805306368
"""Type `unsigned long long` of C: 64 bits without sign."""

PTR: Final = 536870912
"""Kind: a pointer; a tuple with the type that it points to follows."""

ARRAY: Final = -1073741824
"""Kind: an array; a tuple with count and type follows."""

BFUINT8: Final = -1073741824
"""Type: some bits of 8, without sign; add the position `<< BF_POS` and the count `<< BF_LEN`."""

BFINT8: Final = -939524096
"""Type: some bits of 8, with sign."""

BFUINT16: Final = -805306368
"""Type: some bits of 16, without sign."""

BFINT16: Final = -671088640
"""Type: some bits of 16, with sign."""

BFUINT32: Final = -536870912
"""Type: some bits of 32, without sign."""

BFINT32: Final = -402653184
"""Type: some bits of 32, with sign."""

BF_POS: Final = 17
"""By how much to shift the position of the first bit."""

BF_LEN: Final = 22
"""By how much to shift the count of bits."""

class struct:
    """A structure at a place in memory: its fields are attributes, to read and to assign.

    Args:
        addr: where it lies, for example what `addressof` gave
        descriptor: the layout
        layout_type: order of bytes, and whether there are gaps

    Constants:
        layout_type: NATIVE, LITTLE_ENDIAN, BIG_ENDIAN

    ESP32:
        Keep the buffer in a variable: the structure knows only the address. A wrong address crashes the board.
    """

    def __init__(self, addr: int, descriptor: dict[str, Any] | tuple[Any, ...], layout_type: int = 2, /) -> None: ...
    def __getattr__(self, name: str, /) -> Any: ...
    def __setattr__(self, name: str, value: Any, /) -> None: ...
    def __getitem__(self, index: int, /) -> Any: ...
    def __setitem__(self, index: int, value: Any, /) -> None: ...

def addressof(obj: Buffer | str, /) -> int:
    """Where the bytes of a buffer lie in memory."""

def bytearray_at(addr: int, size: int, /) -> bytearray:
    """The memory at a place, as a bytearray: writing to it changes the memory. A wrong address crashes the board."""

def bytes_at(addr: int, size: int, /) -> bytes:
    """A copy of the memory at a place. A wrong address crashes the board."""

def sizeof(struct: Any, layout_type: int = 2, /) -> int:
    """How many bytes a structure, or a layout, takes.

    Args:
        struct: a structure, or a layout
        layout_type: for a layout: order of bytes, and whether there are gaps

    Constants:
        layout_type: NATIVE, LITTLE_ENDIAN, BIG_ENDIAN
    """
