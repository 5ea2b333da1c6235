# A file has the time at which it was last written, three times; a folder has none, and who reads or renames leaves it.
# also attempts.py
import machine
import os
import time

EARLY = 820638245


def times(path):
    return os.stat(path)[7:]


def written_now(path):
    atime, mtime, ctime = times(path)
    return atime == mtime == ctime and 0 <= time.time() - mtime < 60


machine.RTC().datetime((2026, 1, 2, 0, 3, 4, 5, 0))
with open("new.txt", "w") as f:
    f.write("new")
print(written_now("new.txt"), times("new.txt")[1] >= EARLY)
os.mkdir("folder")
print(times("folder"), times("/"))
first = times("new.txt")
machine.RTC().datetime((2027, 1, 2, 0, 3, 4, 5, 0))
with open("new.txt") as f:
    f.read()
os.rename("new.txt", "folder/renamed.txt")
print(times("folder/renamed.txt") == first, times("folder"))
with open("folder/renamed.txt", "a") as f:
    f.write(".")
print(written_now("folder/renamed.txt"), times("folder/renamed.txt") > first)
