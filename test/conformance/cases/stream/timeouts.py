# peer silent.test = []
# peer dribbles.test = ["ab", 250, "cd", 250, "ef"]
# A timeout of t seconds is int(t * 10) + 1 waits of 100 ms each.
import online
import socket
from attempts import attempt, attempt_taking


def connected(name, timeout):
    s = socket.socket()
    s.connect((name, 80))
    s.settimeout(timeout)
    return s


s = connected("silent.test", 0.25)
attempt_taking(300, s.recv, 10)
attempt_taking(300, s.read, 10)
attempt_taking(300, s.readline)
attempt_taking(300, s.readinto, bytearray(4))
attempt(s.recv, 10)
s.settimeout(0.1)
attempt_taking(200, s.recv, 10)
# Below 100 ms there is one wait, and the error is that of a non-blocking socket; read then gives nothing.
s.settimeout(0.05)
attempt_taking(100, s.recv, 10)
attempt_taking(100, s.read, 10)
attempt(s.recv, 10)
s.settimeout(0.0005)
attempt_taking(0, s.recv, 10)
s.settimeout(0)
attempt_taking(0, s.recv, 10)
attempt_taking(0, s.read, 10)
# An empty buffer never gets into the loop that sends.
attempt(s.send, b"")
attempt(s.sendall, b"")
attempt(s.write, b"")
s.settimeout(None)
attempt(s.send, b"")
attempt(s.sendall, b"")
attempt(s.write, b"")
s.setblocking(False)
attempt(s.recv, 10)
s.close()

# The time counts anew whenever something arrives.
s = connected("dribbles.test", 0.4)
attempt_taking(400, s.read, 6)

# What was read before the timeout in the same call is lost.
s = connected("dribbles.test", 0.1)
attempt_taking(200, s.read, 4)
s.settimeout(None)
print(s.read(2))

# Up to the timeout, waiting for lines is the same.
s = connected("dribbles.test", 0.1)
attempt_taking(200, s.readline)
s.settimeout(2)
s.recv(1)
connected("silent.test", 0.05).recv(1)
