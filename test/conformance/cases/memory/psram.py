# board ESP32_GENERIC-SPIRAM
# peer tls.test = tls {"steps": ["hello", "<data>"]}
# With PSRAM the heap is there: 4 MB, of which Wi-Fi takes nothing, and a TLS connection only its large buffer.
import esp32
import gc
import network
import os
import socket
import sys
import time
import tls
from attempts import attempt
from machine import Pin, UART

print(os.uname().machine, sys.implementation._machine, sys.implementation._build, sys.platform)


def free():
    gc.collect()
    return gc.mem_free()


def near(value, wanted, within=3000):
    return abs(value - wanted) < within or value


def regions():
    return esp32.idf_heap_info(esp32.HEAP_DATA)


before = free()
print(3900000 < before < 4194304, near(before, regions()[0][2] + 57344 - gc.mem_alloc(), 1000), len(bytearray(3000000)))
gc.collect()
internal = sum(region[1] for region in regions()[1:])
wlan = network.WLAN()
wlan.active(True)
wlan.connect("any", "12345678")
while not wlan.isconnected():
    time.sleep_ms(50)
print(near(before - free(), 0), near(internal - sum(region[1] for region in regions()[1:]), 50 * 1024))

context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.verify_mode = tls.CERT_NONE
connections = []
try:
    while True:
        s = socket.socket()
        s.connect(("tls.test", 443))
        connections.append((context.wrap_socket(s), s))
except OSError as e:
    print(e, len(connections), near(before - free(), len(connections) * 16 * 1024))

attempt(Pin, 16)
attempt(Pin, 17)
print(UART(1, 9600))
