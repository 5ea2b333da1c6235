# The converter and the millivolts that are wired to a pin.
# adc 34=1650 when "half"
# adc 34=3300 when "all"
# adc 34= when "nothing"
# pin 34=1 when "a level"
import time
from machine import ADC, ADCBlock, Pin
from attempts import attempt

adc = ADC(Pin(34))
print(adc, adc is ADC(34), adc.read(), adc.read_u16(), adc.read_uv())


def changed():
    before = adc.read()
    start = time.ticks_ms()
    while adc.read() == before and time.ticks_diff(time.ticks_ms(), start) < 10000:
        pass
    return adc.read(), adc.read_u16(), adc.read_uv()


print("half")
print(changed())
adc.atten(ADC.ATTN_0DB)
print(adc, adc.read(), adc.read_uv())
adc.init(atten=ADC.ATTN_6DB)
print(adc.read(), adc.read_uv(), adc.block())
adc.init()
adc.width(ADC.WIDTH_10BIT)
print(adc.read(), adc.read_u16(), adc.block())
adc.init()
print("all")
print(changed())
print("nothing")
print(changed())
print("a level")
print(changed())
print(Pin(34), Pin(34).value(), Pin(34, Pin.IN).value())
block = ADCBlock(0, bits=12)
print(block, block.connect(4), block.connect(Pin(36)), block.connect(0, Pin(36)), block is adc.block())
attempt(ADC)
attempt(ADC, 5)
attempt(ADC, 34, 3)
attempt(lambda: ADC(34, atten=4))
attempt(adc.width, 8)
attempt(ADCBlock, 0)
attempt(lambda: ADCBlock(2, bits=12))
attempt(block.connect, 8)
attempt(block.connect, 1, Pin(36))
attempt(block.connect, 1, 2, 3)
adc.deinit()
attempt(adc.read)
attempt(adc.atten, 0)
# The second converter is Wi-Fi's while that is on.
second = ADC(4)
print(second.read())
import network

network.WLAN().active(True)
attempt(second.read)
attempt(second.read_uv)
print(ADC(32).read())
network.WLAN().active(False)
print(second.read())
