# peer slow.test = ["<data>", 300, "HTTP/1.0 200 OK\r\n\r\nslow", "<fin>"]
# Mistake: calls in a task that wait without await, coroutines that nobody awaits, and streams that are never closed.
import online
import asyncio
import requests
import socket
import time

ticks = 0


async def ticking():
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep_ms(10)


async def during(text, waiting):
    global ticks
    await asyncio.sleep_ms(0)
    ticks = 0
    result = waiting()
    if result is not None:
        await result
    print(text, "the others stood still" if ticks == 0 else "the others ran")


async def hello():
    print("hello")


async def main():
    task = asyncio.create_task(ticking())
    await during("time.sleep:", lambda: time.sleep(0.2))
    await during("requests.get:", lambda: requests.get("http://slow.test/").close())
    await during("asyncio.sleep:", lambda: asyncio.sleep(0.2))
    print("-- not awaited: nothing happens, and nothing is said")
    hello()
    print("-- awaited")
    await hello()
    print("-- sleep() without await")
    start = time.ticks_ms()
    asyncio.sleep(5)
    print(time.ticks_diff(time.ticks_ms(), start) < 1000)
    # The sleep that was made and not awaited leaves its mark on the next one.
    try:
        await asyncio.sleep(0)
    except AssertionError as e:
        print(repr(e))
    print("-- close() of a stream closes nothing; wait_closed() does")
    reader, writer = await asyncio.open_connection("slow.test", 80)
    writer.close()
    print(writer.s.fileno() >= 0)
    await writer.wait_closed()
    print(writer.s.fileno())
    streams = []
    try:
        while True:
            streams.append(await asyncio.open_connection("slow.test", 80))
            streams[-1][1].close()
    except OSError as e:
        print(len(streams), e)
    task.cancel()
    await nothing


async def nothing():
    pass


asyncio.run(main())
