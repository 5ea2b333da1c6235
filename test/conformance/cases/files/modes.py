# How files are opened, read, positioned and closed. What is written is the file's contents once it is flushed or closed.
# also attempts.py
import io
import os
from attempts import attempt


def read(name):
    with open(name) as f:
        return f.read()


for mode in ("r", "w", "a", "r+", "w+", "a+", "x", "rb", "wb", "rt", "b", "+", "", "q", "rw", "wx", "+r", "rbt"):
    try:
        f = open("mode.txt", mode)
        print(repr(mode), f, f.write(b"ab"), f.close())
    except Exception as e:
        print(repr(mode), type(e).__name__, e)
print(os.stat("mode.txt")[6])
attempt(open, "old.txt", "x")
attempt(open, "missing.txt", "r+")
attempt(open, "old.txt", 5)
print(open("new.txt", "x").write("made"), read("new.txt"))
print("-- positions")
f = open("old.txt", "r+")
print(f.tell(), f.seek(3), f.read(2), f.seek(-1, 1), f.read(1), f.seek(0, 2), f.read(), f.seek(-2, 2), f.read())
attempt(f.seek, -1)
attempt(f.seek, -100, 1)
attempt(f.seek, -100, 2)
print(f.seek(2, 7), f.tell())
print(f.seek(10), f.write("!"), f.seek(0), f.read())
f.close()
print(open("old.txt", "rb").read())
attempt(f.read)
attempt(f.write, "x")
attempt(f.seek, 0)
attempt(f.flush)
print(f.close(), f)
print("-- others see what was flushed")
f = open("old.txt", "w")
f.write("half")
print(repr(read("old.txt")), os.stat("old.txt")[6])
f.flush()
print(read("old.txt"))
f.write(" and half")
print(read("old.txt"), f.close(), read("old.txt"))
f = open("made.txt", "w")
f.write("half")
print(repr(read("made.txt")), "made.txt" in os.listdir())
f.close()
early, late = open("old.txt"), open("old.txt", "a")
late.write(".")
late.close()
print(early.read(), "|", read("old.txt"))
first, second = open("old.txt", "w"), open("old.txt", "w")
first.write("first")
second.write("second")
second.close()
first.close()
print(read("old.txt"))
print("-- appending")
f = open("old.txt", "a+")
print(f.tell(), f.read(2), f.write("+"), f.tell(), f.seek(0), f.write("+"), f.tell(), f.seek(0), f.read())
f.close()
print("-- removed while open")
f = open("old.txt", "r+")
os.remove("old.txt")
print(f.read(), f.write("more"), f.flush(), f.close(), "old.txt" in os.listdir())
f = open("made.txt", "a")
os.rename("made.txt", "moved.txt")
print(f.write(" lost"), f.close(), read("moved.txt"), "made.txt" in os.listdir())
print("-- lines and types")
with open("lines.txt", "w") as f:
    print(f.write("one\ntwo\nthree"), file=f)
    print(1, 2, sep="|", file=f)
with open("lines.txt") as f:
    print(next(f), f.readlines(), [name for name in dir(f) if name[0] != "_"])
    attempt(next, f)
with open("lines.txt", "rb") as f:
    print(list(f)[:2], f.seek(0), f.readinto(bytearray(3)), f.readline())
text = open("utf8.txt", "w")
print(text.write("äöü"), text.close(), open("utf8.txt").read(2), open("utf8.txt", "rb").read(3))
open("lost.txt", "w").write("data")
import gc

for i in range(30):
    [i] * 10
gc.collect()
print(type(open("lines.txt")), type(open("lines.txt", "rb")), io.open is open)
