# Mistake: a file of the program with the name of a module. It is imported in place of the module, unless that is built in.
# also attempts.py
import socket
from attempts import attempt

attempt(lambda: socket.socket())
import network

print(network.STA_IF)
import requests

attempt(lambda: requests.get("http://www.example.com"))
from ssl import wrap_socket
