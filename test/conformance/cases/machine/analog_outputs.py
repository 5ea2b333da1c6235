# DAC and touch pads.
# touch 4=120 when "touch"
import time
from machine import DAC, Pin, TouchPad
from attempts import attempt

dac = DAC(Pin(25))
print(dac, dac.write(128), dac.write(255))
attempt(dac.write, 256)
attempt(dac.write, -1)
attempt(DAC, 4)
attempt(DAC, 25)
attempt(DAC)
pad = TouchPad(Pin(4))
print(pad is TouchPad(4), pad.read(), pad.config(300))
print("touch")
start = time.ticks_ms()
while pad.read() > 300 and time.ticks_diff(time.ticks_ms(), start) < 10000:
    pass
print(pad.read())
attempt(TouchPad, 5)
attempt(TouchPad, 4, 5)
