# The registers of the pins, and memory that is there for whoever writes to it.
from machine import mem8, mem16, mem32, Pin
from attempts import attempt

OUT, OUT_SET, OUT_CLEAR, ENABLE_SET, IN, IN_UPPER = 0x3FF44004, 0x3FF44008, 0x3FF4400C, 0x3FF44024, 0x3FF4403C, 0x3FF44040
led = Pin(18, Pin.OUT)
mem32[OUT_SET] = 1 << 18
print(led.value(), mem32[OUT] >> 18 & 1, mem32[IN] >> 18 & 1, mem8[OUT + 2], mem16[OUT + 2])
mem32[OUT_CLEAR] = 1 << 18
print(led.value(), mem32[OUT] >> 18 & 1)
mem32[ENABLE_SET] = 1 << 19
mem8[OUT + 2] = 0b1100
print(Pin(19), Pin(19).value(), led.value(), mem32[OUT_SET])
Pin(33, Pin.OUT, value=1)
print(mem32[IN_UPPER] & 2, mem32[0x3FF80000])
mem32[0x3FF80000] = 0xFFFFFFFF
mem8[0x3FF80001] = 0x12
print(mem32[0x3FF80000], mem16[0x3FF80000], mem8, mem16, mem32)
attempt(lambda: mem16[1])
attempt(lambda: mem32[0x3FF44006])
attempt(lambda: mem8["x"])
attempt(lambda: mem8[0:1])
attempt(type(mem8))
