# client 443 = tls {"maxVersion": "TLSv1.2", "steps": ["from the computer\n", "<data>", "<fin>"]}
# client 444 = ["GET / HTTP/1.0\r\n\r\n"]
# A server over TLS, with clients on the board and on the computer.
import online
import asyncio
import gc
import ssl

served = asyncio.Event()


async def upper(reader, writer):
    try:
        line = await reader.readline()
        print("served", line)
        writer.write(line.upper())
        await writer.drain()
    except Exception as e:
        print("server", repr(e))
    await writer.wait_closed()
    served.set()


def server_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("certificates/ec.pem", "certificates/ec.key.pem")
    return context


async def ask(line, context):
    reader, writer = await asyncio.open_connection("127.0.0.1", 445, context, "tls.test")
    try:
        writer.write(line)
        await writer.drain()
        print("client", await reader.read())
    except Exception as e:
        print("client", repr(e))
    await writer.wait_closed()


async def main():
    context = server_context()
    print("-- a client on the computer")
    async with await asyncio.start_server(upper, "0.0.0.0", 443, ssl=context):
        await served.wait()
    served.clear()
    print("-- one that does not speak TLS")
    async with await asyncio.start_server(upper, "0.0.0.0", 444, ssl=context):
        await served.wait()
    print("-- clients on the board")
    verifying = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    verifying.verify_mode = ssl.CERT_REQUIRED
    verifying.load_verify_locations(cafile="certificates/authority.pem")
    async with await asyncio.start_server(upper, "127.0.0.1", 445, ssl=context):
        await ask(b"anybody\n", True)
        await ask(b"trusting\n", verifying)
    print("-- a server without a certificate")
    async with await asyncio.start_server(upper, "127.0.0.1", 445, ssl=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)):
        await ask(b"nothing\n", True)
    # What failed holds its memory until the collector comes, and there is room for three.
    gc.collect()
    print("-- a client's context for a server")
    async with await asyncio.start_server(upper, "127.0.0.1", 445, ssl=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)):
        await ask(b"nothing\n", True)


asyncio.run(main())
