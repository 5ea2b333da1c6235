# The code of a frozen module is in flash: importing one takes of the heap its dicts and functions, and no code. How much
# that is has not been measured on a board; here it is less than half of what the code would take.
import gc
import sys

gc.collect()
now = (gc.mem_free(), gc.mem_alloc())
free, used = now
# The names of the board's modules lie in the heap here, and in flash on a board: the more modules, the more of them.
print(140_000 < free < 165_000, used < 8_000)
import mip
import ntptime
import requests
import umqtt.robust

gc.collect()
now = (gc.mem_free(), gc.mem_alloc())
print(1000 < free - now[0] < 8000, sum(now) == free + used)
before = gc.mem_free()
del sys.modules["requests"]
import requests

gc.collect()
print(gc.mem_free() <= before)
