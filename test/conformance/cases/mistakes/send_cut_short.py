# peer slow.test = ["<deaf>"]
# heap 8000000
# Mistake: to take it that send() has sent everything on a socket that does not wait, or not for long.
import online
import socket
from attempts import attempt

page = b"x" * 3000000


def connected():
    s = socket.socket()
    s.connect(("slow.test", 80))
    return s


s = connected()
s.setblocking(False)
print(0 < s.send(page[:100000]) <= 5760)
while True:
    try:
        s.send(page[:1000])
    except OSError as e:
        print(e)
        break
s.close()

s = connected()
s.settimeout(0.2)
while True:
    count = s.send(page)
    if count < len(page):
        break
print(0 < count)
# sendall() tells.
attempt(s.sendall, page)
s.close()
