# Sixteen channels, eight frequencies; the frequencies are those that the dividers make.
from machine import Pin, PWM
from attempts import attempt

pins = (2, 4, 12, 13, 14, 15, 16, 18, 19, 22, 23, 25, 26, 27, 32, 33)
all = [PWM(pin, freq=10000 * (i // 2 + 1), duty_u16=min(65535, 4096 * (i + 1))) for i, pin in enumerate(pins)]
for pwm in all:
    print(pwm)
attempt(lambda: PWM(17, freq=10000))
all[0].deinit()
attempt(lambda: PWM(17, freq=99))
print(PWM(17, freq=10000))
attempt(all[2].freq, 99)
for pwm in all:
    pwm.deinit()
print([PWM(2, freq=f).freq() for f in (1, 9, 10, 50, 1000, 5000, 40000, 1000000, 40000000)])
print(PWM(2, freq=1000, lightsleep=True))
