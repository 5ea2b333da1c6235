# Texts that are the same with MicroPython's normal error reporting, as on the ESP32, and with the detailed one of the
# package. Others differ: the fact sheet lists them in 5.4, and they are left out here.
from attempts import attempt
import time

attempt(lambda: time.sleep())
attempt(lambda: len())
attempt(lambda: len(1, 2))
attempt(lambda: len(5))
attempt(lambda: max())
attempt(lambda: undefined)
attempt(lambda: 5())
attempt(lambda: [1][5])
attempt(lambda: 5[1])
attempt(lambda: {}["k"])
attempt(lambda: (1).x)
attempt(lambda: None.x)
attempt(lambda: 1 + "a")
attempt(lambda: [1] < ["a"])
attempt(lambda: 1 / 0)
attempt(lambda: 1 % 0)
attempt(lambda: list(5))
attempt(lambda: "abc".find(5))
attempt(lambda: int([]))
attempt(lambda: range(0.5))
attempt(lambda: "%d" % "a")
attempt(lambda: next(iter([])))
attempt(lambda: chr(-1))
try:
    a, b = [1]
except ValueError as e:
    print(e)
try:
    a, b = [1, 2, 3]
except ValueError as e:
    print(e)
try:
    from time import nothing
except ImportError as e:
    print(e)
