# Tasks: turns, results, exceptions, cancellation.
import asyncio
from attempts import attempt, attempt_taking


async def count(name, times, ms=0):
    for i in range(times):
        print(name, i)
        await asyncio.sleep_ms(ms)
    return name


async def value(x):
    return x


async def failing():
    raise ValueError("no")


print("-- a result")
print(asyncio.run(value(7)), asyncio.run(count("a", 1)))
print("-- turns")


async def turns():
    tasks = [asyncio.create_task(count(name, 3)) for name in "ab"]
    print("created")
    for task in tasks:
        print(await task)


asyncio.run(turns())
print("-- times")


async def times():
    late = asyncio.create_task(count("late", 1, 500))
    soon = asyncio.create_task(count("soon", 3, 200))
    await late
    print(late.done(), soon.done())
    await soon


attempt_taking(600, asyncio.run, times())
attempt_taking(50, asyncio.run, asyncio.wait_for(asyncio.create_task(count("x", 1, 50)), None))
attempt_taking(0, asyncio.run, count("z", 1, -5))
print("-- exceptions")
attempt(asyncio.run, failing())


async def await_failing():
    task = asyncio.create_task(failing())
    for _ in range(2):
        try:
            await task
        except ValueError as e:
            print("caught", e, task.done())


asyncio.run(await_failing())
print("-- cancelling")


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print("cancelled", repr(e))
        await asyncio.sleep_ms(10)
        return "stayed"


async def cleaning():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaned up")


async def waiting_for(task):
    await task


async def cancel():
    task = asyncio.create_task(stubborn())
    await asyncio.sleep_ms(0)
    print(task.cancel(), task.done(), await task, task.done(), task.cancel())
    task = asyncio.create_task(cleaning())
    await asyncio.sleep_ms(0)
    print(task.cancel())
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e), task.done())
    never_begun = asyncio.create_task(cleaning())
    never_begun.cancel()
    await asyncio.sleep_ms(0)
    print("never begun", never_begun.done())
    print("through another")
    task = asyncio.create_task(cleaning())
    other = asyncio.create_task(waiting_for(task))
    await asyncio.sleep_ms(0)
    other.cancel()
    await asyncio.sleep_ms(0)
    await asyncio.sleep_ms(0)
    print(task.done(), other.done())
    attempt(asyncio.current_task().cancel)
    print(asyncio.current_task())


asyncio.run(cancel())
print("-- mistakes")
attempt(asyncio.create_task, value)
attempt(asyncio.create_task, 1)
attempt(asyncio.run, value)
attempt(asyncio.current_task)
# All sleeps are one object: the one that nobody awaits breaks those that come later.
asyncio.sleep(1)
attempt(asyncio.run, count("a", 1))
