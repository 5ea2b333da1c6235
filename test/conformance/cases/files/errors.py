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
print(os.listdir(".."), open("../errors.py").readline())
with open("new.txt", "w") as f:
    attempt(f.write, 5)
# What a file that is opened for reading does with a write was not seen on a board; here nothing is written.
with open("file.txt") as f:
    attempt(f.write, "x")
print(open("file.txt").read())
# littlefs makes no difference between files and empty folders here.
print(os.mkdir("empty"), os.remove("empty"), os.rmdir("file.txt"), os.listdir())


def load(name):
    with open(name) as f:
        return f.read()


load("missing.txt")
