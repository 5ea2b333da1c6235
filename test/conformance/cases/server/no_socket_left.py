# A client comes when all ten sockets are in use: accept() fails with 23, and the connection is lost (lwip_accept of lwIP).
import asyncio
import socket
from attempts import attempt

listener = socket.socket()
listener.bind(("127.0.0.1", 8130))
listener.listen(2)
client = socket.socket()
client.connect(("127.0.0.1", 8130))
others = [socket.socket() for _ in range(8)]
attempt(listener.accept)
others.pop().close()
client.settimeout(2)
print(client.recv(1))
listener.setblocking(False)
attempt(listener.accept)
listener.close()
client.close()
for s in others:
    s.close()
print("-- a server of asyncio goes on")


async def echo(reader, writer):
    writer.write(await reader.readline())
    await writer.drain()
    await writer.wait_closed()


async def ask():
    reader, writer = await asyncio.open_connection("127.0.0.1", 8131)
    try:
        writer.write(b"hello\n")
        await writer.drain()
        return await asyncio.wait_for_ms(reader.readline(), 2000)
    except OSError as e:
        return e.errno
    finally:
        await writer.wait_closed()


async def main():
    async with await asyncio.start_server(echo, "127.0.0.1", 8131):
        others = [socket.socket() for _ in range(8)]
        print(await ask() in (b"", 104))
        others.pop().close()
        print(await ask())


asyncio.run(main())
