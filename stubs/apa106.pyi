"""Addressable LEDs APA106, which want red first.

Example:
    import apa106
    leds = apa106.APA106(Pin(4), 8)
    leds[0] = (255, 0, 0)
    leds.write()

See: esp32/quickref.html#neopixel-and-apa106-driver
"""

from neopixel import NeoPixel as NeoPixel

class APA106(NeoPixel):
    """A chain of LEDs. Assign colours, then `write` sends them.

    Args:
        pin: the Pin of the data line
        n: how many LEDs
        bpp: 3 for red, green, blue; 4 with white
        timing: 1 for 800 kHz, 0 for 400 kHz, or four times in nanoseconds
    """
