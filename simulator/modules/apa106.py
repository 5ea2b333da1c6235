# APA106 LEDs: as those of neopixel, with red first and other times.
from neopixel import NeoPixel

_TIMING = (350, 1360, 1360, 350)


class APA106(NeoPixel):
    ORDER = (0, 1, 2, 3)

    def __init__(self, pin, n, bpp=3, timing=_TIMING):
        super().__init__(pin, n, bpp, timing)
