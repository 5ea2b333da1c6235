# Wi-Fi and TLS connections take memory that a script then does not have, and give it back.
import errno
import gc
import io
import micropython
import network
import tls


def free():
    gc.collect()
    return gc.mem_free()


class Silent(io.IOBase):
    def ioctl(self, request, argument):
        return 0

    def readinto(self, buffer):
        return None

    def write(self, data):
        return len(data)


def near(value, wanted):
    return abs(value - wanted) < 3000


wlan = network.WLAN(network.WLAN.IF_STA)
context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
context.verify_mode = tls.CERT_NONE
before, used = free(), gc.mem_alloc()
wlan.active(True)
print(near(before - free(), 50 * 1024), near(gc.mem_alloc(), used))
try:
    bytearray(free() + 1000)
except MemoryError as e:
    print("MemoryError")
wlan.active(False)
print(near(free(), before))

connections = []
try:
    while True:
        connections.append(context.wrap_socket(Silent(), do_handshake_on_connect=False))
except OSError as e:
    print(e, len(connections), free() < 37 * 1024 + 3000)
connections.pop().close()
connections.append(context.wrap_socket(Silent(), do_handshake_on_connect=False))
connections.clear()
print(near(free(), before))
print("-- what garbage holds is found")
for _ in range(30):
    context.wrap_socket(Silent(), do_handshake_on_connect=False)
print(near(free(), before))
micropython.mem_info()
print(0 < micropython.stack_use() < 3000)


def depth(n=0):
    global reached
    reached = n
    depth(n + 1)


try:
    depth()
except RuntimeError as e:
    print(e, 80 <= reached <= 100)
