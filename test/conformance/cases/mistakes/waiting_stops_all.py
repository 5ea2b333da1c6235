# interrupt when "waiting"
# Mistake: accept() or recv() in a loop that has other work to do. The loop stands still; timers do not, and Ctrl-C works.
import socket
from machine import Timer

server = socket.socket()
server.bind(("0.0.0.0", 8080))
server.listen(1)
# With a time limit the loop goes on.
server.settimeout(0.2)
for turn in range(2):
    print("turn", turn)
    try:
        server.accept()
    except OSError as e:
        print(e)
server.settimeout(None)
ticks = 0


def tick(timer):
    global ticks
    ticks += 1
    if ticks == 5:
        print("waiting")


Timer(0).init(period=20, callback=tick)
while True:
    print("turn")
    server.accept()
