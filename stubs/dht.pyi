"""The sensors DHT11 and DHT22 (AM2302) for temperature and humidity.

Example:
    import dht
    sensor = dht.DHT22(Pin(15))
    sensor.measure()
    print(sensor.temperature(), sensor.humidity())

See: esp32/quickref.html#dht-driver
"""

from _types import WritableBuffer
from machine import Pin

class DHTBase:
    """What both sensors have.

    Args:
        pin: the Pin of the data line; it needs a resistor of 5 to 10 kΩ to 3.3 V
    """

    pin: Pin
    """The pin."""
    buf: bytearray
    """The five bytes that were read last."""

    def __init__(self, pin: Pin) -> None: ...
    def measure(self) -> None:
        """Reads the sensor; `temperature` and `humidity` give the values then.

        A DHT11 can be read once in a second, a DHT22 once in two.

        Raises:
            ETIMEDOUT (116): no sensor answers
            Exception: `checksum error`: the bytes came damaged
        """

class DHT11(DHTBase):
    """The DHT11: whole degrees, ±2 °C, ±5 %.

    Args:
        pin: the Pin of the data line
    """

    def humidity(self) -> int:
        """The relative humidity in percent."""
    def temperature(self) -> int:
        """The temperature in degrees Celsius."""

class DHT22(DHTBase):
    """The DHT22: tenths of a degree, ±0.5 °C, ±2 %.

    Args:
        pin: the Pin of the data line
    """

    def humidity(self) -> float:
        """The relative humidity in percent."""
    def temperature(self) -> float:
        """The temperature in degrees Celsius."""

def dht_readinto(pin: Pin, buf: WritableBuffer, /) -> None:
    """`machine.dht_readinto`, which reads the five bytes of a sensor."""
