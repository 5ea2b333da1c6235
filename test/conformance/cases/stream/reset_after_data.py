# peer abrupt.test = ["<data>", "last words", "<reset>"]
# What came before a reset can be read, and then the reset is what a read gives: not the end of the stream.
import online
import socket
import time

outcomes = {}
for _ in range(20):
    s = socket.socket()
    s.connect(("abrupt.test", 80))
    s.send(b"x")
    time.sleep_ms(20)
    outcome = b""
    try:
        while True:
            data = s.recv(4)
            if not data:
                outcome += b" end"
                break
            outcome += data
    except OSError as e:
        outcome += b" %d" % e.errno
    outcomes[outcome] = outcomes.get(outcome, 0) + 1
    s.close()
print(outcomes)
