# Sensors and strips of LEDs: none is on any pin, and each module says so as on a board with nothing wired.
# pin 4=0 when "hold the line"
import _onewire
import time
from apa106 import APA106
from attempts import attempt
from dht import DHT11, DHT22
from ds18x20 import DS18X20
from machine import Pin, bitstream, dht_readinto
from neopixel import NeoPixel
from onewire import OneWire, OneWireError

for kind in (DHT11, DHT22):
    sensor = kind(Pin(4))
    attempt(sensor.measure)
    print(sensor.temperature(), sensor.humidity())
sensor.buf[:] = b"\x02\x8c\x81\x5f\xee"
print(round(sensor.humidity(), 1), round(sensor.temperature(), 1))
attempt(dht_readinto, Pin(4), bytearray(4))

bus = OneWire(Pin(4))
print(bus.reset(), bus.readbit(), bus.readbyte(), bus.writebit(1), bus.writebyte(5), bus.scan())
print(bus.crc8(b"\x28\xff\x64\x1e\x0f\x16\x03"), _onewire.crc8(b""))
thermometers = DS18X20(bus)
print(thermometers.scan())
try:
    thermometers.convert_temp()
except OneWireError as e:
    print("OneWireError", e.args)

# A line that something holds down looks like a device that is there and says zeros.
print("hold the line")
while not bus.reset():
    pass
print(bus.readbit(), bus.readbyte(), bus.readinto(room := bytearray(2)), room)
attempt(DHT11(Pin(4)).measure)

leds = NeoPixel(Pin(5), 3)
leds[0] = (1, 2, 3)
leds.fill((4, 5, 6))
leds[-1] = (7, 8, 9)
print(len(leds), leds[0], leds[2], leds.buf, leds.write(), leds.ORDER)
attempt(lambda: leds.__setitem__(0, (1, 2)))
attempt(lambda: leds[3])
white = NeoPixel(Pin(5), 1, bpp=4, timing=0)
white[0] = (1, 2, 3, 4)
print(white.buf, white.timing)
reds = APA106(Pin(5), 1)
reds[0] = (1, 2, 3)
print(reds.buf, isinstance(reds, NeoPixel))
attempt(bitstream, Pin(5), 1, (1, 2, 3, 4), b"")
attempt(bitstream, Pin(5), 0, (1, 2, 3), b"")
