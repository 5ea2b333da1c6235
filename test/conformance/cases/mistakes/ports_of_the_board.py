# Mistake: a port that the board uses itself: 67, where it serves addresses while it is an access point.
import network
import socket
from attempts import attempt


def udp():
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


ap = network.WLAN(network.AP_IF)
ap.active(True)
attempt(udp().bind, ("0.0.0.0", 67))
# Of TCP it is free.
attempt(socket.socket().bind, ("0.0.0.0", 67))
udp().bind(("0.0.0.0", 67))
