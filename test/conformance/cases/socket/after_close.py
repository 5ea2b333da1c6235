# peer echo.test = echo
# peer ends.test = ["end", "<fin>"]
import online
import socket
from attempts import attempt

s = socket.socket()
s.connect(("echo.test", 7))
s.close()
attempt(s.recv, 10)
attempt(s.recvfrom, 10)
attempt(s.read)
attempt(s.readline)
attempt(s.readinto, bytearray(3))
attempt(s.send, b"x")
attempt(s.sendall, b"x")
attempt(s.write, b"x")
attempt(s.sendto, b"x", ("1.2.3.4", 5))
attempt(s.connect, ("echo.test", 7))
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
attempt(s.settimeout, 1)
attempt(s.setblocking, True)
attempt(s.fileno)
attempt(s.close)

# Never connected.
s = socket.socket()
s.close()
attempt(s.recv, 10)
attempt(s.send, b"x")

# Closed after the other side had ended: reading goes on giving nothing.
s = socket.socket()
s.connect(("ends.test", 7))
print(s.read(), s.recv(10))
s.close()
attempt(s.recv, 10)
attempt(s.read)
attempt(s.send, b"x")

s = socket.socket()
s.close()
s.send(b"x")
