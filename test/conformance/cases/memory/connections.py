# peer tls.test = tls {"steps": ["hello", "<data>"]}
# Wi-Fi leaves memory for three TLS connections: 37 KB while one is made, 25 KB afterwards, besides what sockets take.
import esp32
import gc
import micropython
import online
import socket
import tls


def free():
    gc.collect()
    return gc.mem_free()


def largest():
    return max(region[2] for region in esp32.idf_heap_info(esp32.HEAP_DATA))


def near(value, wanted, within=3000):
    return abs(value - wanted) < within or value


context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.verify_mode = tls.CERT_NONE
before = free()
# What gc tells is what is left of the heap as it is, and the largest block that it could have beside it.
print(near(before, 57344 - gc.mem_alloc() + largest(), 1000))

sockets = [socket.socket() for _ in range(9)]
print(near(before - free(), 9 * 512, 500))
for s in sockets:
    s.close()

print(near(free(), 57344 - gc.mem_alloc() + largest(), 1000))

connections = []
try:
    while True:
        s = socket.socket()
        s.connect(("tls.test", 443))
        connections.append((context.wrap_socket(s), s))
        print(near(before - free(), len(connections) * 25 * 1024))
except OSError as e:
    print(e)
least = min(region[3] for region in esp32.idf_heap_info(esp32.HEAP_DATA) if region[0] > 100000)
print(least < largest())
s.close()
for pair in connections:
    for s in pair:
        s.close()
print(near(before, free()))
