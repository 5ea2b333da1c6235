# peer mirror.test = mirror over tls
# peer tls.test = tls {}
# peer plain.test = ["<data>", "HTTP/1.0 400 Bad Request\r\n\r\n", "<fin>"]
# peer expired.test = tls {"certificate": "expired"}
# peer closes.test = ["<data>", "<fin>"]
# Streams over TLS, of a client: with the settings of a board, and with a context. The handshake goes on inside the first
# reads and writes, so that is where it fails.
import online
import asyncio
import ssl
import tls


async def fetch(name, **options):
    reader, writer = await asyncio.open_connection(name, 443, **options)
    print(reader is writer, type(reader.s).__name__)
    writer.write(b"GET /page HTTP/1.0\r\nHost: x\r\n\r\n")
    await writer.drain()
    print(await reader.readline(), await reader.read())
    writer.close()
    await writer.wait_closed()


async def echo(name, context, **options):
    reader, writer = await asyncio.open_connection(name, 443, ssl=context, **options)
    try:
        writer.write(b"line\nrest")
        await writer.drain()
        print(await reader.readline(), await reader.readexactly(4))
    except Exception as e:
        print(repr(e))
    await writer.wait_closed()


def verifying(load=True):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_mode = ssl.CERT_REQUIRED
    if load:
        context.load_verify_locations(cafile="certificates/authority.pem")
    return context


async def main():
    print("-- ssl=True: nothing is verified")
    await fetch("mirror.test", ssl=True)
    await echo("expired.test", True)
    print("-- a context that verifies: the name is the host's, if no other is given")
    await echo("tls.test", verifying())
    await echo("mirror.test", verifying())
    await echo("expired.test", verifying(), server_hostname="tls.test")
    await echo("tls.test", verifying(load=False))
    print("-- a context of the tls module, which verifies by default")
    await echo("tls.test", tls.SSLContext(tls.PROTOCOL_TLS_CLIENT))
    print("-- no TLS there")
    await echo("plain.test", True)
    await echo("closes.test", True)
    print("-- others run during the handshake, and much is sent")
    reader, writer = await asyncio.open_connection("tls.test", 443, ssl=True)

    async def send():
        for i in range(40):
            writer.write(b"%03d\n" % i * 100)
            await writer.drain()

    task = asyncio.create_task(send())
    right = 0
    for i in range(4000):
        right += await reader.readline() == b"%03d\n" % (i // 100)
    await task
    print(right)
    try:
        await asyncio.wait_for_ms(reader.read(1), 100)
    except asyncio.TimeoutError as e:
        print(repr(e))
    await writer.wait_closed()


asyncio.run(main())
