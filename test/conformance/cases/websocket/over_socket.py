# peer server.test = ["<data>", "\u0081\u0005hello", 100, "\u0081", 100, "\u0001", 100, "!", "<data>", "\u0088\u0000"]
# Over a socket that does not block: half a frame is EAGAIN until the rest has come. A blocking write is one all the same.
import online
import socket
import time
import websocket

s = socket.socket()
s.connect(socket.getaddrinfo("server.test", 80)[0][-1])
w = websocket.websocket(s, True)
w.write("start")
s.setblocking(True)
print(w.read(5))
s.setblocking(False)
print(w.read(1))
while True:
    got = w.read(1)
    if got is not None:
        break
    time.sleep_ms(10)
print(got)
w.write("more")  # leaves the socket non-blocking
print(w.read(1) in (None, b""))
w.close()
try:
    s.send(b"x")
except OSError as e:
    print(e)
