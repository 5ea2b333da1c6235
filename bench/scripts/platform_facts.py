# What differs between MicroPython on the board and CPython, so that one script is measured on both.
import socket
import time

try:
    import network

    ON_BOARD = True
    now_us = time.ticks_us
    elapsed_us = lambda start: time.ticks_diff(time.ticks_us(), start)
    wifi = network.WLAN()
    wifi.active(True)
    wifi.connect("bench", "bench")
    while not wifi.isconnected():
        time.sleep_ms(20)
    # Looked up once: CPython is given the address, too.
    HOST = socket.getaddrinfo("host.local", 0)[0][-1][0]
except ImportError:
    ON_BOARD = False
    HOST = "127.0.0.1"
    now_us = lambda: time.perf_counter_ns() // 1000
    elapsed_us = lambda start: now_us() - start


def connect(port):
    s = socket.socket()
    s.connect((HOST, port))
    return s


def report(name, values):
    print(name + "=" + str(max(values)))
