"""The timing of the 1-Wire bus. `onewire` uses it and is easier.

Example:
    import _onewire
    print(_onewire.reset(Pin(4)))

See: esp32/quickref.html#onewire-driver
"""

from _types import Buffer
from machine import Pin

def reset(pin: Pin, /) -> bool:
    """Resets the bus and tells whether a device answers."""

def readbit(pin: Pin, /) -> int:
    """Reads one bit."""

def readbyte(pin: Pin, /) -> int:
    """Reads one byte, the least significant bit first."""

def writebit(pin: Pin, value: int, /) -> None:
    """Writes one bit."""

def writebyte(pin: Pin, value: int, /) -> None:
    """Writes one byte, the least significant bit first."""

def crc8(data: Buffer, /) -> int:
    """The checksum of bytes as 1-Wire devices make it; 0 if the bytes end with the right one."""
