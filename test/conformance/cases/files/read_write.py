# The script's folder is the board's file system. What the script changes stays on the board.
# also attempts.py
import json
import os
from attempts import attempt

print(os.getcwd(), os.listdir(), os.listdir("/"), os.listdir("data"))
with open("data/settings.json") as f:
    print(json.load(f))
print(open("/data/lines.txt").read())
with open("data/lines.txt") as f:
    print(f.readline(), [line for line in f], f.read())
f = open("data/lines.txt", "rb")
print(f.read(3), f.seek(-2, 2), f.read(), f.tell(), f.seek(0), f.readinto(bytearray(4)), f.close())
print("-- writing")
with open("log.txt", "w") as f:
    print(f.write("one\n"), f.write("zwei \u00e4\n"))
with open("log.txt", "a") as f:
    f.write("three\n")
print(open("log.txt").read(), os.stat("log.txt")[6])
with open("data/lines.txt", "r+") as f:
    f.write("FIRST")
print(open("data/lines.txt").read())
print(os.listdir(), os.stat("data")[0] == 0x4000, os.stat("log.txt")[0] == 0x8000, len(os.stat("log.txt")))
print(sorted(os.ilistdir("data")), [entry for entry in os.ilistdir() if entry[0] == "log.txt"], os.sync())
print(os.rename("log.txt", "data/log.txt"), os.listdir("data"), os.remove("data/log.txt"), os.listdir("data"))
print(os.mkdir("new"), os.chdir("new"), os.getcwd(), os.listdir(), os.listdir(".."))
open("inside.txt", "w").close()
print(os.listdir("/new"), os.chdir("/"), os.unlink("new/inside.txt"), os.rmdir("new"), os.listdir())
os.remove("data/settings.json")
attempt(open, "data/settings.json")
print(len(os.statvfs("/")), len(os.urandom(4)), os.sep)
