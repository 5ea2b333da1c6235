# Light sleep stops callbacks until it is over; watchdog and waking have their errors.
import esp32
import machine
import time
from attempts import attempt
from machine import Pin, Timer, WDT

print(machine.reset_cause() == machine.PWRON_RESET, machine.wake_reason(), machine.wake_pins())
calls = []
Timer(0, mode=Timer.ONE_SHOT, period=30, callback=calls.append)
before = time.ticks_ms()
machine.lightsleep(150)
print(time.ticks_diff(time.ticks_ms(), before) >= 150)
time.sleep_ms(1)
print(len(calls), machine.wake_reason() == machine.TIMER_WAKE)
print(machine.sleep is machine.lightsleep, machine.idle())
print(machine.SLEEP, machine.DEEPSLEEP, machine.PIN_WAKE, machine.EXT0_WAKE, machine.EXT1_WAKE)
print(machine.TIMER_WAKE, machine.TOUCHPAD_WAKE, machine.ULP_WAKE)
print([getattr(machine, name + "_RESET") for name in ("PWRON", "HARD", "WDT", "DEEPSLEEP", "SOFT")])
print(hasattr(machine, "bootloader"))

print("-- watchdog")
attempt(WDT, 1)
attempt(WDT, 0, 0)
attempt(lambda: WDT(timeout=-5))
attempt(lambda: WDT(patience=5))
dog = WDT(timeout=60000)
print(dog is WDT(0, 60000), dog.feed(), hasattr(dog, "deinit"), hasattr(dog, "timeout_ms"))
attempt(dog.feed, 1)

print("-- waking")
print(esp32.wake_on_ext0(pin=Pin(33), level=esp32.WAKEUP_ANY_HIGH))
attempt(lambda: esp32.wake_on_ext0(pin=Pin(5)))
attempt(esp32.wake_on_touch, True)
attempt(esp32.wake_on_ulp, True)
print(esp32.wake_on_ext0(None), esp32.wake_on_touch(True))
attempt(lambda: esp32.wake_on_ext0(pin=4))
attempt(esp32.wake_on_touch, False)
print(esp32.wake_on_ext1((Pin(25), 26), esp32.WAKEUP_ALL_LOW))
attempt(lambda: esp32.wake_on_ext1((5,)))
attempt(lambda: esp32.wake_on_ext1(33))
print(esp32.gpio_deep_sleep_hold(True), esp32.WAKEUP_ALL_LOW, esp32.WAKEUP_ANY_HIGH)
esp32.wake_on_gpio((4,), False)
attempt(machine.deepsleep, 10)
