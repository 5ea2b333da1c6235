# Which pins there are, and what each can be: an output, an analogue input of one converter or the other, a touch pad.
import network
from machine import ADC, DAC, Pin, TouchPad


def able(action, pins=range(-2, 50)):
    numbers = []
    for number in pins:
        try:
            action(number)
            numbers.append(number)
        except (ValueError, OSError):
            pass
    return numbers


there = able(Pin)
print(there)
# Pins 1 and 3 are those of the serial line, 6 to 11 those of the flash.
free = [number for number in there if number not in (1, 3, 6, 7, 8, 9, 10, 11)]
print([number for number in free if number not in able(lambda n: Pin(n, Pin.OUT), free)])
print([number for number in free if number not in able(lambda n: Pin(n, Pin.OPEN_DRAIN), free)])
for number in free:
    Pin(number, Pin.IN)
print("touch", able(TouchPad))
print("dac", able(DAC))
analogue = able(ADC)
print("adc", analogue)
print("adc without Wi-Fi", able(lambda n: ADC(n).read_u16(), analogue) == analogue)
network.WLAN().active(True)
print("adc beside Wi-Fi", able(lambda n: ADC(n).read_u16(), analogue))
