# The learner's own file socket.py takes the place of the module; its old name still leads to the real one.
import socket
import usocket

print(socket.__file__, hasattr(usocket, "SOCK_STREAM"))
import network  # cannot be overridden

print(hasattr(network, "WLAN"))
try:
    socket.socket()
except AttributeError:
    print("no socket class")
