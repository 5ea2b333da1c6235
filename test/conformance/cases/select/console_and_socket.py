# peer slow.test = ["<data>", 200, "from the network"]
# type "from the console\n" when "type now"
# What is typed, and a socket, in one poll.
import select
import socket
import sys

import online

s = socket.socket()
s.connect(("slow.test", 80))
poller = select.poll()
poller.register(sys.stdin, select.POLLIN)
poller.register(s, select.POLLIN)
print(poller.poll(0))
s.send(b"x")
print([(stream is s, flags) for stream, flags in poller.poll()])
print(s.recv(100))
print("type now")
print([(stream is sys.stdin, flags) for stream, flags in poller.poll()])
print(sys.stdin.readline())
print([len(some) for some in select.select([sys.stdin, s], [s], [], 0)])
