# peer json.test = ["<data>", "{\"temperature\": ", 100, "[21, 22]}", "<fin>"]
# Mistake: one recv() for a whole message. It gives what has come so far.
import online
import json
import socket
from attempts import attempt


def ask():
    s = socket.socket()
    s.connect(("json.test", 80))
    s.send(b"?")
    return s


s = ask()
data = s.recv(1024)
print(len(data) < 24)
attempt(json.loads, data)
s.close()

s = ask()
data = b""
while True:
    part = s.recv(1024)
    if not part:
        break
    data += part
print(json.loads(data))
s.close()
