import gc
from attempts import attempt

attempt(bytearray, 1000000)
items = []
try:
    while True:
        items.append(bytearray(1000))
except MemoryError as e:
    count = len(items)
    items = None
    gc.collect()
    print(e, 100 < count < 200)


def recurse(n):
    return recurse(n + 1) + 1


try:
    recurse(0)
except RuntimeError as e:
    print(e)
data = [0] * 1000000
