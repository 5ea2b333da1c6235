# peer web.test = mirror
# Mistake: sockets and responses that are never closed. There are ten sockets; the eleventh fails.
import online
import gc
import requests
import socket

kept = []
try:
    while True:
        s = socket.socket()
        s.connect(("web.test", 80))
        kept.append(s)
except OSError as e:
    print(len(kept), e, e.errno)
# What nothing refers to any more is closed by the collector.
kept.clear()
s = None
gc.collect()
print(socket.socket().fileno() >= 0)

responses = []
try:
    while True:
        responses.append(requests.get("http://web.test/"))
except OSError as e:
    # The collector may take a number on the stack for an address, and keep one.
    print(8 <= len(responses) <= 10, e)
# Reading the content closes, as close() does.
for r in responses:
    r.content
for i in range(30):
    requests.get("http://web.test/").close()
print("thirty more")
while True:
    kept.append(socket.socket())
