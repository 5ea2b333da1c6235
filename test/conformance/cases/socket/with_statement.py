# A socket is no context manager. The VM looks for __exit__ first.
import socket

with socket.socket() as s:
    print(s)
