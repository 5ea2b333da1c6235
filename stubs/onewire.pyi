"""The 1-Wire bus: several devices on one wire, each with an address of 8 bytes.

Example:
    import onewire
    ow = onewire.OneWire(Pin(4))
    print(ow.scan())

See: esp32/quickref.html#onewire-driver
"""

from _types import Buffer, WritableBuffer
from machine import Pin

class OneWireError(Exception):
    """No device answers."""

class OneWire:
    """A bus on a pin. It needs a resistor of 4.7 kΩ to 3.3 V.

    Args:
        pin: the Pin; it is made open drain, with pull-up
    """

    SEARCH_ROM: int
    """Command: find addresses, 0xf0."""
    MATCH_ROM: int
    """Command: speak to one device, 0x55."""
    SKIP_ROM: int
    """Command: speak to all devices, 0xcc."""
    pin: Pin
    """The pin."""

    def __init__(self, pin: Pin) -> None: ...
    def reset(self, required: bool = False) -> bool:
        """Resets the bus.

        Args:
            required: True raises an exception if no device answers

        Returns:
            whether a device answers

        Raises:
            OneWireError: no device answers, and `required` is True
        """
    def readbit(self) -> int:
        """Reads one bit."""
    def readbyte(self) -> int:
        """Reads one byte."""
    def readinto(self, buf: WritableBuffer) -> None:
        """Reads as many bytes as the buffer holds."""
    def writebit(self, value: int) -> None:
        """Writes one bit."""
    def writebyte(self, value: int) -> None:
        """Writes one byte."""
    def write(self, buf: Buffer) -> None:
        """Writes bytes."""
    def select_rom(self, rom: Buffer) -> None:
        """Speaks to one device from now on, by its address of 8 bytes."""
    def scan(self) -> list[bytearray]:
        """Finds all devices.

        Returns:
            their addresses, 8 bytes each
        """
    def crc8(self, data: Buffer) -> int:
        """The checksum of bytes; 0 if the bytes end with the right one."""
