# Tasks by the old name of asyncio: what one awaits, gives, cancels and shares with others.
import uasyncio
from machine import Pin, Timer

led = Pin(2, Pin.OUT)


async def blink(times, ms):
    for _ in range(times):
        led.value(not led.value())
        await uasyncio.sleep_ms(ms)
    return times


async def count(limit):
    for i in range(limit):
        print(i, end=" ")
        await uasyncio.sleep(0)
    return limit


async def cancelled():
    task = uasyncio.create_task(blink(1000, 10))
    await uasyncio.sleep_ms(50)
    print(task.done(), task.cancel(), uasyncio.current_task().done())
    try:
        await task
    except uasyncio.CancelledError:
        print("cancelled", task.done())


async def late():
    try:
        print(await uasyncio.wait_for(blink(1000, 10), 0.1))
    except uasyncio.TimeoutError:
        print("too late")
    print(await uasyncio.wait_for(blink(2, 10), 5))


async def shared():
    event, lock, flag = uasyncio.Event(), uasyncio.Lock(), uasyncio.ThreadSafeFlag()
    log = []

    async def user(name):
        await event.wait()
        async with lock:
            log.append(name)
            await uasyncio.sleep_ms(10)
            log.append(name)

    tasks = [uasyncio.create_task(user(name)) for name in "ab"]
    Timer(1).init(period=50, mode=Timer.ONE_SHOT, callback=lambda t: flag.set())
    await flag.wait()
    event.set()
    await uasyncio.gather(*tasks)
    print(log)


async def main():
    print(await uasyncio.gather(blink(3, 10), count(4)))
    await cancelled()
    await late()
    await shared()


uasyncio.run(main())
import asyncio

print(uasyncio.run is asyncio.run, uasyncio.Event is asyncio.Event)
