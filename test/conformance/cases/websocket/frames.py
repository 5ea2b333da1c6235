# Frames over a stream in memory: as extmod/modwebsocket.c reads and writes them.
import io
import websocket
from attempts import attempt


def masked(opcode, data):
    mask = b"\x01\x02\x03\x04"
    return bytes([0x80 | opcode, 0x80 | len(data)]) + mask + bytes(c ^ mask[i & 3] for i, c in enumerate(data))


def reader(raw):
    return websocket.websocket(io.BytesIO(raw))


print("-- reading")
w = reader(masked(1, b"hello") + b"\x82\x03abc")
print(w, w.read(5), w.ioctl(8), w.read(3), w.ioctl(8), w.read(1))
w = reader(masked(1, b"in two parts"))
print(w.read(6), w.read(6))
w = reader(b"\x01\x02to" + b"\x89\x01x" + b"\x80\x02go" + b"\x81\x00" + b"\x81\x01!")
print(w.read(2), w.read(3), w.ioctl(8))  # a ping between: passed over, but its kind is what the continuation has
w = reader(b"\x82\x7e\x00\x82" + b"z" * 130)
print(w.read(200) == b"z" * 130)
w = reader(b"\x81\x06a\nbc\nd")
print(w.readline(), w.readline(), w.readline())
buffer = bytearray(4)
print(reader(b"\x81\x02hi").readinto(buffer), buffer)
print(reader(b"").read(1), reader(b"\x81").read(1))
attempt(reader(b"\x81\x7f" + b"\0" * 8).read, 1)
print("-- closing")
raw = masked(8, b"\x03\xe8") + b"\x81\x01x"
s = io.BytesIO(raw)
w = websocket.websocket(s)
print(w.read(10), s.getvalue()[8:])  # the answer takes the place of the next frame: one position in BytesIO
print(reader(masked(8, b"\x03\xe8")).read(1))  # with too little room for what a control frame brings, it comes out
attempt(w.close)
attempt(s.read)
print("-- writing")
s = io.BytesIO()
w = websocket.websocket(s)
print(w.write("hi"), w.ioctl(9, 2), w.ioctl(9, 9), w.write(b"b" * 126), w.write(b""))
print(s.getvalue()[:8], len(s.getvalue()))
attempt(w.write, bytes(65536))
print("-- arguments")
attempt(websocket.websocket)
attempt(websocket.websocket, 5)
attempt(websocket.websocket, None)
attempt(websocket.websocket, s, True, 1)
attempt(w.ioctl, 3)
attempt(w.ioctl, "a")
print([name for name in ("fileno", "send", "recv", "setblocking", "flush") if hasattr(w, name)])
import uwebsocket

print(uwebsocket is websocket, websocket)
