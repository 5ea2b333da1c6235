"""Addressable LEDs: WS2812 and the like, each with its own colour, in a chain on one pin.

Example:
    import neopixel
    leds = neopixel.NeoPixel(Pin(4), 8)
    leds[0] = (255, 0, 0)
    leds.write()

See: library/neopixel.html
"""

from _types import Buffer
from machine import Pin

class NeoPixel:
    """A chain of LEDs. Assign colours, then `write` sends them.

    Args:
        pin: the Pin of the data line
        n: how many LEDs
        bpp: 3 for red, green, blue; 4 with white
        timing: 1 for LEDs with 800 kHz (nearly all), 0 for 400 kHz, or four times in nanoseconds

    ESP32:
        At full brightness each LED takes about 60 mA: more than a few need their own supply.
    """

    ORDER: tuple[int, int, int, int]
    """At which place red, green, blue and white are sent."""
    pin: Pin
    """The pin."""
    n: int
    """How many LEDs."""
    bpp: int
    """Bytes for each LED."""
    buf: bytearray
    """The bytes that `write` sends."""
    timing: list[int] | tuple[int, ...]
    """Four times in nanoseconds: high and low of a 0, high and low of a 1."""

    def __init__(self, pin: Pin, n: int, bpp: int = 3, timing: int | list[int] | tuple[int, ...] = 1) -> None: ...
    def fill(self, v: list[int] | tuple[int, ...]) -> None:
        """Gives all LEDs a colour, `(red, green, blue)` from 0 to 255; `write` shows it."""
    def write(self) -> None:
        """Sends the colours to the LEDs."""
    def __len__(self) -> int: ...
    def __getitem__(self, i: int) -> tuple[int, ...]: ...
    def __setitem__(self, i: int, v: list[int] | tuple[int, ...]) -> None: ...

def bitstream(pin: Pin, encoding: int, timing: list[int] | tuple[int, ...], data: Buffer, /) -> None:
    """`machine.bitstream`, which sends bytes as pulses."""
