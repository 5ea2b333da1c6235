# DHT11 and DHT22: temperature and humidity over one wire, as four bytes and their sum.
from machine import dht_readinto

_ANSWER_BYTES = 5


class DHTBase:
    def __init__(self, pin):
        self.pin = pin
        self.buf = bytearray(_ANSWER_BYTES)

    # Without a sensor on the pin: OSError 116.
    def measure(self):
        dht_readinto(self.pin, self.buf)
        *measured, check = self.buf
        if sum(measured) % 256 != check:
            raise Exception("checksum error")

    def _tenths(self, index):
        high, low = self.buf[index : index + 2]
        return high * 256 + low


# Whole percents and degrees; the bytes behind them are zero.
class DHT11(DHTBase):
    def humidity(self):
        return self.buf[0]

    def temperature(self):
        return self.buf[2]


class DHT22(DHTBase):
    def humidity(self):
        return self._tenths(0) * 0.1

    # The top bit is the sign.
    def temperature(self):
        value = self._tenths(2)
        return value * 0.1 if value < 0x8000 else (0x8000 - value) * 0.1
