# peer plain.test = ["<data>", "HTTP/1.1 400 Bad Request\r\n\r\n", "<fin>"]
# While the heap is locked an exception has its arguments only if room was set aside for them; TLS and ESP-IDF have no text.
import micropython
import online
from esp32 import Partition
import socket
import ssl


def attempt(f, *args):
    outcome = None
    micropython.heap_lock()
    try:
        f(*args)
    except Exception as e:
        outcome = e
    micropython.heap_unlock()
    print(repr(outcome))


def tls_write():
    while True:
        stream.write("hello")


unconnected = socket.socket()
nvs = Partition.find(Partition.TYPE_DATA)[0]
for size in (0, 256, 16):
    print("--", size, micropython.alloc_emergency_exception_buf(size))
    attempt(unconnected.send, b"x")
    attempt(unconnected.settimeout, "1")
    attempt(nvs.set_boot)
    raw = socket.socket()
    raw.connect(("plain.test", 443))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_mode = ssl.CERT_NONE
    stream = context.wrap_socket(raw, do_handshake_on_connect=False)
    attempt(tls_write)
    stream.close()

# A script that ends like this tells why, though there is no room for one more name.
micropython.heap_lock()
a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = r = s = t = u = v = w = x = y = z = None
aa = bb = cc = dd = ee = ff = gg = hh = ii = jj = kk = ll = mm = nn = oo = pp = qq = rr = ss = tt = uu = vv = ww = xx = yy = zz = None
