# An asyncio server that sends every line back. The clients are the runner's, which stops it.
import asyncio

from addresses import LISTEN_PORT
import platform_facts  # brings up the board's network


async def echo(reader, writer):
    while True:
        line = await reader.readline()
        if not line:
            break
        writer.write(line)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main():
    await asyncio.start_server(echo, "0.0.0.0", LISTEN_PORT)
    print("listening")
    while True:
        await asyncio.sleep(3600)


asyncio.run(main())
