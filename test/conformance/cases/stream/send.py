# peer echo.test = echo
# peer deaf.test = ["<deaf>"]
import array
import online
import socket
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


s = connected("echo.test")
attempt(s.send, b"bytes")
attempt(s.send, "text: \u00e4\u20ac")
attempt(s.send, bytearray(b"bytearray"))
attempt(s.send, memoryview(b"memoryview")[6:])
attempt(s.send, array.array("H", [0x4142, 0x4344]))
attempt(s.sendall, "all")
attempt(s.write, "written")
attempt(s.write, b"0123456789", 3)
attempt(s.write, b"0123456789", 4, 3)
print(s.read(5 + 11 + 9 + 4 + 4 + 3 + 7 + 3 + 3))
for wrong in (1, None, [1, 2], 1.5, {}):
    attempt(s.send, wrong)
attempt(s.sendall, 1)
attempt(s.sendall, None)
attempt(s.write, 1)
attempt(s.sendto, None, ("1.2.3.4", 5))
s.close()

# A blocking send takes everything, however large.
s = connected("echo.test")
data = bytes(i & 0xFF for i in range(20000))
attempt(s.send, data)
print(s.read(20000) == data)
attempt(s.sendall, data)
print(s.read(20000) == data)
attempt(s.write, data)
print(s.read(20000) == data)
s.close()

# A non-blocking one takes at most what the send buffer holds, which has 5760 bytes.
s = connected("deaf.test")
s.setblocking(False)
print(0 < s.send(data) <= 5760)
# With a timeout, send gives what went before the time was up; sendall then has failed.
s.settimeout(0.2)
part = len(data)
while part == len(data):
    part = s.send(data)
print(0 < part < len(data))
attempt(s.send, b"x")
attempt(s.write, b"x")
attempt(s.sendall, b"x")
s.setblocking(False)
attempt(s.send, b"x")
attempt(s.write, b"x")
attempt(s.sendall, b"x")
s.send(None)
