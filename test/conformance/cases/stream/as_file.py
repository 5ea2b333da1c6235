# peer json.test = ["{\"name\": \"ESP32\", \"pins\": [2, 34], \"on\": true}", "<fin>"]
# peer echo.test = echo
# A socket is a stream to whatever reads or writes streams.
import json
import online
import socket
import struct
import sys


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


s = connected("json.test")
page = json.load(s)
print(page["name"], page["pins"], page["on"])

s = connected("echo.test")
print("GET", "/", 1.5, file=s)
print(s.readline())
print("no newline", end="", file=s)
print(s.read(10))
json.dump({"a": [1, 2, None]}, s)
print(s.read(19))
s.write(struct.pack(">HB", 513, 3))
print(struct.unpack(">HB", s.read(3)))
try:
    1 / 0
except ZeroDivisionError as e:
    sys.print_exception(e, s)
for _ in range(3):
    print(s.readline())
s.write("%s: %d\r\n" % ("Content-Length", 12))
print(s.readline())
