# gather and wait_for.
import asyncio
from attempts import attempt, attempt_taking


async def after(ms, result):
    try:
        await asyncio.sleep_ms(ms)
    except asyncio.CancelledError:
        print(result, "cancelled")
        raise
    print(result, "ends")
    if isinstance(result, Exception):
        raise result
    return result


async def gathered(*aws, **options):
    try:
        print(await asyncio.gather(*aws, **options))
    except Exception as e:
        print("raised", repr(e))


def run(coro):
    asyncio.run(coro)
    asyncio.new_event_loop()


print("-- gather")
run(gathered())
attempt_taking(500, asyncio.run, gathered(after(500, "a"), after(100, "b"), after(300, "c")))
run(gathered(asyncio.create_task(after(0, "task")), after(0, "coroutine")))
print("-- an exception leaves the others running")


async def one_fails():
    others = [asyncio.create_task(after(ms, "other")) for ms in (10, 600)]
    await gathered(others[0], after(200, ValueError("no")), others[1])
    print([task.done() for task in others])
    await others[1]


run(one_fails())
print("-- exceptions as results")
run(gathered(after(400, "a"), after(200, ValueError("no")), after(0, OSError(5)), return_exceptions=True))
print("-- ended before")


async def ended_before():
    done, failed = asyncio.create_task(after(0, "done")), asyncio.create_task(after(0, ValueError("failed")))
    asyncio.get_event_loop().set_exception_handler(lambda loop, context: None)
    await asyncio.sleep_ms(20)
    await gathered(done)
    await gathered(done, failed, return_exceptions=True)
    running = asyncio.create_task(after(100, "running"))
    await gathered(done, failed, running)
    print(running.done(), await running)


run(ended_before())
print("-- cancelled from outside")


async def cancelled(**options):
    task = asyncio.create_task(gathered(after(5000, "a"), after(5000, "b"), **options))
    await asyncio.sleep_ms(10)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))


run(cancelled())
run(cancelled(return_exceptions=True))
print("-- awaited already")


async def awaited(task):
    await task


async def twice():
    task = asyncio.create_task(after(10, "a"))
    other = asyncio.create_task(awaited(task))
    await asyncio.sleep_ms(0)
    await gathered(task)
    await other
    task = asyncio.create_task(after(20, "b"))
    gathering = asyncio.create_task(gathered(task))
    await asyncio.sleep_ms(0)
    try:
        await task
    except RuntimeError as e:
        print(repr(e))
    await gathering


run(twice())
print("-- wait_for")


async def limited(aw, limit, wait=asyncio.wait_for):
    try:
        print(await wait(aw, limit))
    except Exception as e:
        print("raised", repr(e))


run(limited(after(10, "a"), 9))
attempt_taking(100, asyncio.run, limited(after(5000, "b"), 0.1))
attempt_taking(100, asyncio.run, limited(after(5000, "c"), 100, asyncio.wait_for_ms))
run(limited(after(10, "d"), None))
run(limited(after(10, ValueError("no")), 9))
run(limited(after(1000, "e"), 0))
print("-- wait_for of a task that takes its time to end")


async def slow_to_end():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep_ms(100)
        print("ends late")
        return "late"


attempt_taking(150, asyncio.run, limited(slow_to_end(), 0.05))
print("-- wait_for that is cancelled")


async def cancel_limited():
    task = asyncio.create_task(limited(after(5000, "f"), 9))
    await asyncio.sleep_ms(10)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print(repr(e))


run(cancel_limited())
print("-- wait_for in wait_for")
attempt_taking(50, asyncio.run, limited(limited(after(5000, "g"), 9), 0.05))
attempt_taking(50, asyncio.run, limited(limited(after(5000, "h"), 0.05), 9))
