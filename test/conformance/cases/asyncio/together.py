# Event, Lock and ThreadSafeFlag.
import asyncio
from machine import Timer
from micropython import schedule
from attempts import attempt, attempt_taking


async def waiting(name, event):
    print(name, await event.wait())


async def events():
    event = asyncio.Event()
    print(event.is_set())
    tasks = [asyncio.create_task(waiting(name, event)) for name in "abc"]
    await asyncio.sleep_ms(0)
    tasks[1].cancel()
    event.set()
    print(event.is_set(), event.set())
    await asyncio.sleep_ms(0)
    await waiting("set already", event)
    event.clear()
    print(event.is_set())
    try:
        await asyncio.wait_for_ms(event.wait(), 50)
    except asyncio.TimeoutError:
        print("not set")
    tasks = [asyncio.create_task(waiting(name, event)) for name in "de"]
    await asyncio.sleep_ms(0)
    event.set()
    event.clear()
    await asyncio.gather(*tasks)


print("-- Event")
asyncio.run(events())


async def holding(lock, name, turns=2):
    for _ in range(turns):
        async with lock as got:
            print(name, got, lock.locked())
            await asyncio.sleep_ms(0)
            print(name, "is done")


async def locks():
    lock = asyncio.Lock()
    print(lock.locked(), await lock.acquire(), lock.locked(), lock.release(), lock.locked())
    attempt(lock.release)
    await asyncio.gather(holding(lock, "a"), holding(lock, "b"))
    print("-- cancelled while it waits, and while it is next")
    await lock.acquire()
    tasks = [asyncio.create_task(holding(lock, name, 1)) for name in "cde"]
    await asyncio.sleep_ms(0)
    tasks[0].cancel()
    await asyncio.sleep_ms(0)
    lock.release()
    print("handed over", lock.locked())
    tasks[1].cancel()
    await tasks[2]
    print(lock.locked(), [task.done() for task in tasks])
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError as e:
        print(e, lock.locked())


print("-- Lock")
asyncio.run(locks())


async def flags():
    flag = asyncio.ThreadSafeFlag()
    flag.set()
    print(await flag.wait())
    flag.set()
    flag.clear()
    try:
        await asyncio.wait_for_ms(flag.wait(), 50)
    except asyncio.TimeoutError:
        print("cleared")
    print("-- set by a timer's callback")
    timer = Timer(0, mode=Timer.PERIODIC, period=50, callback=lambda t: flag.set())
    for _ in range(3):
        await flag.wait()
        print("set")
    timer.deinit()
    flag.clear()
    print("-- set by a scheduled function, and by a task")
    schedule(lambda _: flag.set(), None)
    await flag.wait()
    setter = asyncio.create_task(set_soon(flag))
    await flag.wait()
    print(setter.done())
    print("-- by two tasks at a time")
    tasks = [asyncio.create_task(flag.wait()) for _ in range(2)]
    await asyncio.sleep_ms(0)
    try:
        await tasks[1]
    except AssertionError as e:
        print(repr(e))
    flag.set()
    await tasks[0]


async def set_soon(flag):
    await asyncio.sleep_ms(20)
    flag.set()


async def woken():
    flag = asyncio.ThreadSafeFlag()
    Timer(1, mode=Timer.ONE_SHOT, period=200, callback=lambda t: flag.set())
    await flag.wait()


async def event_in_callback():
    # Not allowed by the documentation; with nothing else to do the loop notices it.
    event = asyncio.Event()
    Timer(1, mode=Timer.ONE_SHOT, period=200, callback=lambda t: event.set())
    await event.wait()


print("-- ThreadSafeFlag")
asyncio.run(flags())
attempt_taking(200, asyncio.run, woken())
attempt_taking(200, asyncio.run, event_in_callback())
