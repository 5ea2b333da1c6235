# peer silent.test = ["<data>"]
# interrupt when "waiting in a handshake"
# interrupt when "waiting in read"
# interrupt when "waiting in a first write"
# interrupt when "waiting in asyncio"
# peer tls.test = tls {}
# Ctrl-C ends a handshake that waits, on a socket that blocks, and a read over TLS; what is wrapped stays open until it is closed.
import asyncio
import socket
import ssl

import online


def connected(name):
    s = socket.socket()
    s.connect((name, 443))
    return s


def interrupted(text, call, *args):
    try:
        print(text)
        call(*args)
    except KeyboardInterrupt as e:
        print(type(e))
    finally:
        print("finally")


raw = connected("silent.test")
interrupted("waiting in a handshake", ssl.wrap_socket, raw)
print(raw.fileno() >= 0)
raw.close()

s = ssl.wrap_socket(connected("tls.test"))
interrupted("waiting in read", s.read, 1)
# The connection goes on afterwards.
print(s.write(b"x"), s.read(1))
s.close()

s = ssl.wrap_socket(connected("silent.test"), do_handshake=False)
interrupted("waiting in a first write", s.write, b"x")
s.close()


async def main():
    async def tick():
        await asyncio.sleep_ms(50)
        print("waiting in asyncio")

    asyncio.create_task(tick())
    reader, writer = await asyncio.open_connection("silent.test", 443, ssl=True)
    # The handshake is made by the first write.
    writer.write(b"x")
    await writer.drain()
    print("never")


try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print(type(e))
finally:
    print("finally around run")
