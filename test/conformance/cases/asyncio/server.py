# A server and its clients in one script.
import online
import asyncio
import gc
from attempts import attempt

PORT = 8123


async def echo(reader, writer):
    print("client from", writer.get_extra_info("peername")[0], reader is writer)
    attempt(writer.get_extra_info, "sockname")
    while True:
        line = await reader.readline()
        if not line:
            break
        writer.write(line)
        await writer.drain()
    print("client has gone")
    await writer.wait_closed()


async def client(name, *lines):
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    for line in lines:
        writer.write(line)
        await writer.drain()
        print(name, await reader.readline())
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep_ms(100)


async def failing(reader, writer):
    await reader.readline()
    raise ValueError("in the handler")



async def main():
    print("-- one client")
    server = await asyncio.start_server(echo, "0.0.0.0", PORT)
    print(server, type(server.task))
    await client("a", b"1\n", b"2\n")
    print("-- the port is taken")
    try:
        await asyncio.start_server(echo, "0.0.0.0", PORT)
    except OSError as e:
        print(e)
    print("-- close")
    print(server.close(), await server.wait_closed(), server.task.done())
    try:
        await client("late", b"x\n")
    except OSError as e:
        print(e)
    print("-- async with, and the port again")
    async with await asyncio.start_server(echo, "127.0.0.1", PORT, 2) as server:
        await client("b", b"3\n")
    print(server.task.done())
    print("-- a handler that fails does not end the server")
    async with await asyncio.start_server(failing, "127.0.0.1", PORT, backlog=1):
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(b"x\n")
        await asyncio.sleep_ms(200)
        await writer.wait_closed()
    print("-- cancelled, not closed")
    server = await asyncio.start_server(echo, "127.0.0.1", PORT)
    server.task.cancel()
    try:
        await server.wait_closed()
    except asyncio.CancelledError as e:
        print(repr(e))
    print("-- the task that starts it is cancelled")
    task = asyncio.create_task(asyncio.start_server(echo, "127.0.0.1", PORT))
    await asyncio.sleep_ms(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))
    await asyncio.sleep_ms(0)
    async with await asyncio.start_server(echo, "127.0.0.1", PORT):
        print("started again")
    print("-- with clients at once")
    # What was lost above has descriptors, and nine are needed; accept does not collect garbage for one.
    gc.collect()
    async with await asyncio.start_server(quiet_echo, "127.0.0.1", PORT):
        print(await asyncio.gather(*[ask(bytes(str(i), "ascii") + b"\n") for i in range(4)]))


async def quiet_echo(reader, writer):
    await writer.awrite(await reader.readline())
    await writer.aclose()


async def ask(line):
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    await writer.awrite(line)
    answer = await reader.read()
    await writer.aclose()
    return answer


asyncio.run(main())
