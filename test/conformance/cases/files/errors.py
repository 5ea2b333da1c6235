# also attempts.py
import os
from attempts import attempt

attempt(open, "missing.txt")
attempt(open, "missing/file.txt", "w")
attempt(open, "folder")
attempt(open, "folder", "w")
attempt(open, "")
attempt(os.listdir, "missing")
attempt(os.mkdir, "folder")
attempt(os.mkdir, "missing/inner")
attempt(os.rmdir, "folder")
attempt(os.rmdir, "missing")
attempt(os.remove, "missing.txt")
attempt(os.remove, "folder")
attempt(os.rename, "missing.txt", "new.txt")
attempt(os.chdir, "missing")
attempt(os.stat, "missing")
attempt(open, "/../../../etc/passwd")
attempt(open, "/etc/passwd")
attempt(open, "a" * 300)
attempt(os.stat, "file.txt/inner")
attempt(open, "..\\..\\x")
attempt(os.listdir, "..")
print(os.listdir("folder/.."), os.listdir("missing/.."), open("./folder/../errors.py").readline())
with open("new.txt", "w") as f:
    attempt(f.write, 5)
    # No file of littlefs is that large.
    f.seek(0x7FFFFFFF)
    attempt(f.write, "x")
attempt(os.urandom, -1)
attempt(os.urandom, 0x7FFFFFFF)
# What the mode says is not looked at afterwards.
with open("file.txt") as f:
    print(f.write("C"))
print(open("file.txt").read())
# littlefs makes no difference between files and empty folders here.
print(os.mkdir("empty"), os.remove("empty"), os.rmdir("file.txt"), os.listdir())


def load(name):
    with open(name) as f:
        return f.read()


load("missing.txt")
