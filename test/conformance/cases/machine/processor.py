# The processor's frequency, the number of the chip, and what a soft reset is.
import machine
import network
import sys
from attempts import attempt

print(machine.freq())
for hz in (20_000_000, 40_000_000, 80_000_000, 160_000_000, 240_000_000, 80_999_999):
    print(machine.freq(hz), machine.freq())
for wrong in (0, -1, 100_000_000, 239_999_999, 160, 1 << 31, "80", 80e6):
    attempt(machine.freq, wrong)
print(machine.freq())
attempt(machine.freq, 80_000_000, 1)

# The chip's number is the station's address; the access point has the next one.
station, access_point = (network.WLAN(which).config("mac") for which in (network.WLAN.IF_STA, network.WLAN.IF_AP))
number = machine.unique_id()
print(type(number), len(number), number == station, access_point == number[:5] + bytes([number[5] + 1]))
attempt(machine.unique_id, 1)

print(machine.soft_reset is sys.exit, machine.sleep is machine.lightsleep)
for end in (lambda: machine.soft_reset(), lambda: machine.soft_reset("why")):
    try:
        end()
    except SystemExit as e:
        print(repr(e))
attempt(machine.soft_reset, 1, 2)
attempt(machine.reset, 1)
attempt(machine.reset_cause, 1)
attempt(machine.lightsleep, 1, 2)
attempt(machine.deepsleep, "10")
attempt(machine.idle, 1)
