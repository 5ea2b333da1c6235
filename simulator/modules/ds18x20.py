# DS18S20, DS1822 and DS18B20: thermometers on a 1-Wire bus.
import struct
from micropython import const

_START_MEASUREMENT = const(0x44)
_READ_SCRATCHPAD = const(0xBE)
_WRITE_SCRATCHPAD = const(0x4E)
_SCRATCHPAD_BYTES = const(9)
# First byte of a code.
_DS18S20 = const(0x10)
_DS1822 = const(0x22)
_DS18B20 = const(0x28)


class DS18X20:
    def __init__(self, onewire):
        self.ow = onewire
        self.buf = bytearray(_SCRATCHPAD_BYTES)

    def scan(self):
        return [code for code in self.ow.scan() if code[0] in (_DS18S20, _DS1822, _DS18B20)]

    # All thermometers begin to measure; it takes up to 750 ms.
    def convert_temp(self):
        self._command(_START_MEASUREMENT)

    def read_scratch(self, rom):
        self._command(_READ_SCRATCHPAD, rom)
        self.ow.readinto(self.buf)
        # The check of the bytes with their check is 0.
        if self.ow.crc8(self.buf) != 0:
            raise Exception("CRC error")
        return self.buf

    def write_scratch(self, rom, buf):
        self._command(_WRITE_SCRATCHPAD, rom)
        self.ow.write(buf)

    # In degrees Celsius.
    def read_temp(self, rom):
        (raw,) = struct.unpack_from("<h", self.read_scratch(rom))
        if rom[0] != _DS18S20:
            return raw / 16
        # In half degrees. What was left of the counter at the end, and where it began, tell the rest.
        left, start = self.buf[6:8]
        return (raw >> 1) - 0.25 + (start - left) / start

    # To one thermometer, or to all.
    def _command(self, command, rom=None):
        self.ow.reset(True)
        if rom is None:
            self.ow.writebyte(self.ow.SKIP_ROM)
        else:
            self.ow.select_rom(rom)
        self.ow.writebyte(command)
