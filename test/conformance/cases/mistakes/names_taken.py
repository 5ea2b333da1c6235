# Mistake: a variable with the name of a module, or a file with the name of one (imports/shadowing).
import socket
import time
from attempts import attempt

listener = socket
socket = socket.socket()
attempt(lambda: socket.socket())
attempt(lambda: socket.AF_INET)
socket.close()
time = time.time()
attempt(lambda: time.sleep(1))
str = "text"
attempt(lambda: str(5))
socket = listener
from network import WLAN as network

attempt(lambda: network.STA_IF)
print(network.IF_STA)
socket.socket.socket()
