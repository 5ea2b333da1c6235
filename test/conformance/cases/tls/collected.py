# peer tls.test = tls {}
# heap 100000
# TLS sockets that a program loses are closed by the collector, with the sockets under them; those that it has stay.
import gc
import online
import socket
import ssl
import tls


def connected():
    s = socket.socket()
    s.connect(("tls.test", 443))
    return s


kept = ssl.wrap_socket(connected())
for i in range(12):
    ssl.wrap_socket(connected(), do_handshake=i % 2 == 0)
    gc.collect()
print("twelve were lost")
# All ten descriptors but one are free again.
free = []
try:
    while True:
        free.append(socket.socket())
except OSError as e:
    print(len(free) >= 8, e)
del free
gc.collect()
kept.write(b"still here")
print(kept.read(10))

# A context lives as long as its sockets.
context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.verify_mode = tls.CERT_NONE
context.verify_callback = lambda der, depth: 0
s = context.wrap_socket(connected(), do_handshake_on_connect=False)
del context
gc.collect()
[bytes(100) for _ in range(100)]
gc.collect()
s.write(b"x")
print(s.read(1))
s.close()
