# peer talks.test = tls {"steps": ["0123456789", "<data>", "line 1\nline 2\nlast", "<fin>"]}
# peer ends.test = tls {"steps": ["bye", "<cut>"]}
# Bytes that TLS has decrypted already are there for select, poll and asyncio, though nothing waits in the socket underneath.
import asyncio
import select
import socket
import ssl

import online


def connected(name):
    s = socket.socket()
    s.connect((name, 443))
    return ssl.wrap_socket(s)


def flags(s, mask=select.POLLIN, ms=0):
    poller = select.poll()
    poller.register(s, mask)
    return [event for _, event in poller.poll(ms)]


s = connected("talks.test")
print(s.read(1), flags(s), flags(s, 5), flags(s, 4))
print([len(some) for some in select.select([s], [s], [s])])
while flags(s):
    print(s.read(3), end=" ")
print()
print(flags(s), flags(s, 5), s.write(b"more"))
print(flags(s, 1, 2000), s.readline(), flags(s), s.readline(), flags(s), s.recv(2), flags(s), s.recv(100))
# The end is something to read as well, and stays that; the end of the TCP connection comes a little after that of TLS.
print(flags(s, 1, 2000), s.read(1), flags(s, 1, 2000), s.recv(1), flags(s, 5))
s.close()
print(flags(s))

print("-- an end without a word of TLS")
s = connected("ends.test")
print(s.read(3), flags(s, 1, 2000), s.read(), s.read(1))
s.close()

print("-- asyncio")


async def main():
    reader, writer = await asyncio.open_connection("talks.test", 443, ssl=True)
    # The handshake is made by the first write; a first read would wait for ever.
    writer.write(b"x")
    await writer.drain()
    for _ in range(10):
        print(await reader.readexactly(1), end=" ")
    for _ in range(4):
        print(await reader.readline(), end=" ")
    print()
    await writer.wait_closed()


asyncio.run(main())
