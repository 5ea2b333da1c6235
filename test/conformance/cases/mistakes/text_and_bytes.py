# peer web.test = ["GET /led HTTP/1.0\r\n\r\n"]
# Mistake: text where bytes are meant, and the other way round. What comes from a socket is bytes.
import online
import socket
from attempts import attempt

s = socket.socket()
s.connect(("web.test", 80))
request = s.recv(100)
# A comparison that is never true is told on the console, wherever it happens.
print(request == "GET /led HTTP/1.0\r\n\r\n", "GET" == request[:3], request[:3] != "GET")
print(request[:3] in ("GET", "PUT"), {"GET": 1}.get(b"GET"))
print(request[:3] == b"GET", request == None, request == 5, bytearray(b"GET") == "GET", "GET" == "GE" + "T")
print("GET" in request, request.startswith("GET"))
attempt(request.split, " ")
attempt(request.find, "/led")
attempt(request.replace, "GET", "PUT")
attempt(lambda: "request: " + request)
print(request[:3] + " and text")
attempt(bytes, "GET")
# Right: one or the other.
print(request.find(b"/led"), request.decode().find("/led"))
# Sending takes either.
print(s.send("text"), s.send(b"text"))
attempt(s.send, 5)
attempt(s.send, None)
attempt(s.send, ["text"])
request.split(" ")
