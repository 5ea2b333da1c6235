# How much room the flash has, in blocks of 4096 bytes, and what happens when it is full.
# also attempts.py
import os
from attempts import attempt

print(os.statvfs("/"))
print(os.statvfs("attempts.py") == os.statvfs("/"))


def free():
    return os.statvfs("/")[3]


before = free()
for size in (0, 128, 129, 4096, 4097, 8188, 8189, 100000):
    with open("file.bin", "wb") as f:
        f.write(bytes(size))
    print(size, before - free())
os.remove("file.bin")
print(before - free(), os.mkdir("folder"), before - free(), os.rmdir("folder"), before - free())
print("-- full")
chunk = bytes(64 * 1024)
written = 0
with open("full.bin", "wb") as f:
    try:
        while True:
            written += f.write(chunk)
    except OSError as e:
        print(e, e.errno, written)
print("nothing of it is kept:", os.stat("full.bin")[6], before - free())
with open("full.bin", "wb") as f:
    for i in range(31):
        f.write(chunk)
print(free() < 20, os.stat("full.bin")[6])
with open("full.bin", "ab") as f:
    try:
        while True:
            f.write(bytes(4096))
    except OSError as e:
        print(e)
    f.seek(0)
with open("small.txt", "w") as f:
    f.write("there is room for a line")
print(open("small.txt").read(), os.remove("full.bin"), before - free())
