# heap 24000
# Nothing that a call has made is lost when the collector runs in the middle of it.
import gc
import socket

gc.threshold(16)
expected = [(2, 2147483647, 2147483646, "1.2.3.4", ("1.2.3.4", 80))]
for i in range(200):
    padding = bytearray(i)
    found = socket.getaddrinfo("1.2.3.4", 80, 0, 2147483647, 2147483646)
    assert found == expected, found
print(found)
