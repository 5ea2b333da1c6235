"""The temperature sensors DS18B20 and DS18S20, on a 1-Wire bus.

Example:
    import ds18x20, onewire, time
    sensors = ds18x20.DS18X20(onewire.OneWire(Pin(4)))
    roms = sensors.scan()
    sensors.convert_temp()
    time.sleep_ms(750)
    print([sensors.read_temp(rom) for rom in roms])

See: esp32/quickref.html#onewire-driver
"""

from typing import TypeVar

from _types import Buffer
from onewire import OneWire

_T = TypeVar("_T")

class DS18X20:
    """The sensors on a bus.

    Args:
        onewire: the bus
    """

    ow: OneWire
    """The bus."""
    buf: bytearray
    """The nine bytes that were read last."""

    def __init__(self, onewire: OneWire) -> None: ...
    def scan(self) -> list[bytearray]:
        """The addresses of all temperature sensors on the bus, 8 bytes each."""
    def convert_temp(self) -> None:
        """Has all sensors measure. It takes them up to 750 ms; wait before reading.

        Raises:
            OneWireError: no device answers
        """
    def read_temp(self, rom: Buffer) -> float:
        """What a sensor measured, in degrees Celsius; 85.0 if it has not measured yet.

        Args:
            rom: address of the sensor

        Raises:
            Exception: `CRC error`: the bytes came damaged
            OneWireError: no device answers
        """
    def read_scratch(self, rom: Buffer) -> bytearray:
        """Reads the nine bytes of a sensor's memory.

        Raises:
            Exception: `CRC error`
        """
    def write_scratch(self, rom: Buffer, buf: Buffer) -> None:
        """Writes a sensor's memory: two limits for the alarm, and for the DS18B20 the resolution."""

def const(expr: _T, /) -> _T:
    """`micropython.const`, which the module happens to have."""
