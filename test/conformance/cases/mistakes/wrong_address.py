# peer closed.test = closed
# peer deaf.test = deaf
# Mistake: the wrong address, port or name of a server. A wrong port tells at once; where nobody answers it takes about 18
# seconds and gives 113 (connect/silent_host), unless a timeout comes first. Addresses on the board itself are not those of the PC.
import online
import socket
from attempts import attempt, attempt_taking

attempt(socket.socket().connect, ("closed.test", 8080))
attempt(socket.socket().connect, ("127.0.0.1", 8080))
attempt(socket.socket().connect, ("localhost", 8080))
s = socket.socket()
s.settimeout(0.3)
attempt_taking(400, s.connect, ("deaf.test", 80))
attempt(socket.socket().connect, ("my-laptop.invalid", 80))
attempt(socket.socket().connect, ("http://closed.test", 80))
attempt(socket.socket().connect, ("closed.test", 99999))
attempt(socket.socket().connect, ("closed.test", "http"))
socket.socket().connect(("closed.test", 80))
