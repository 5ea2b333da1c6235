# Sound takes as long as it sounds; slots have no card.
import time
from attempts import attempt
from machine import I2S, Pin, SDCard

SETTINGS = dict(sck=Pin(14), ws=Pin(13), sd=Pin(12), bits=16, format=I2S.MONO, rate=8000, ibuf=1600)
out = I2S(0, mode=I2S.TX, **SETTINGS)
print(out)
start = time.ticks_ms()
print(out.write(bytes(1600)))
print(out.write(bytes(3200)), time.ticks_diff(time.ticks_ms(), start) >= 199)
attempt(out.readinto, bytearray(2))
samples = bytearray(b"\x02\x00\xfe\xff")
print(I2S.shift(buf=samples, bits=16, shift=1), samples, I2S.shift(buf=samples, bits=16, shift=-2), samples)
attempt(lambda: I2S.shift(buf=samples, bits=8, shift=1))
attempt(lambda: I2S.shift(samples, 16, 1))
calls = []
out.irq(calls.append)
print(out.write(bytes(16)))
time.sleep_ms(1)
print(len(calls), calls[0] is out)
attempt(out.irq, 5)

heard = I2S(1, mode=I2S.RX, **SETTINGS)
room = bytearray(b"x" * 800)
start = time.ticks_ms()
print(heard.readinto(room), room == bytes(800), time.ticks_diff(time.ticks_ms(), start) >= 49)
attempt(heard.write, b"12")
attempt(heard.readinto, bytearray(3))
print(heard.deinit(), I2S.RX, I2S.TX, I2S.MONO, I2S.STEREO)
attempt(I2S, 2)
attempt(I2S)
attempt(I2S, 0)
SETTINGS["bits"] = 24
attempt(lambda: I2S(0, mode=I2S.TX, **SETTINGS))
attempt(lambda: I2S(0, mode=5, **SETTINGS))

card = SDCard()
attempt(card.info)
print(card.ioctl(1, 0), card.ioctl(2, 0), card.ioctl(4, 0), card.ioctl(5, 0), card.readblocks(0, bytearray(512)))
print(card.deinit(), SDCard(slot=2, sck=18, cs=Pin(5)).writeblocks(0, bytes(512)))
attempt(lambda: SDCard(slot=0))
attempt(lambda: SDCard(slot=4))
attempt(lambda: SDCard(width=8))
attempt(lambda: SDCard(cs=5))
attempt(SDCard, 1)
