# Strips of LEDs with a chip in each (WS2812 and the like): a colour is a tuple, the strip is sent as a whole.
from machine import bitstream

_HIGH_LOW = 0
# Nanoseconds for which a bit is high and low: a 0, then a 1.
_AT_800_KHZ = (400, 850, 800, 450)
_AT_400_KHZ = (800, 1700, 1600, 900)


class NeoPixel:
    # At which place red, green, blue and white are sent.
    ORDER = (1, 0, 2, 3)

    # timing is 1 or 0 for LEDs that take 800 or 400 kHz, or a tuple as above.
    def __init__(self, pin, n, bpp=3, timing=1):
        self.n = n
        self.bpp = bpp
        self.buf = bytearray(len(self) * bpp)
        self.timing = (_AT_400_KHZ, _AT_800_KHZ)[bool(timing)] if isinstance(timing, int) else timing
        pin.init(pin.OUT)
        self.pin = pin

    def __len__(self):
        return self.n

    def _places(self, led):
        return [led * self.bpp + place for place in self.ORDER[: self.bpp]]

    def __getitem__(self, led):
        return tuple(self.buf[place] for place in self._places(led))

    def __setitem__(self, led, color):
        for part, place in enumerate(self._places(led)):
            self.buf[place] = color[part]

    def fill(self, color):
        for led in range(self.n):
            self[led] = color

    def write(self):
        bitstream(self.pin, _HIGH_LOW, self.timing, self.buf)
