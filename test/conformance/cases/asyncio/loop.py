# The loop: what nobody catches, handlers, stopping, and what is left for the next run.
import asyncio
from attempts import attempt


async def failing(text):
    raise ValueError(text)


async def named(name, ms=0):
    await asyncio.sleep_ms(ms)
    print(name)
    return name


loop = asyncio.get_event_loop()
print("-- an exception that nobody waits for")


async def forgetful(text, ms=20):
    task = asyncio.create_task(failing(text))
    await asyncio.sleep_ms(ms)
    return task


asyncio.run(forgetful("lost"))
print("-- one that is asked for in time")


async def in_time():
    task = asyncio.create_task(failing("known"))
    await asyncio.sleep_ms(0)
    print(task.done())
    try:
        await task
    except ValueError as e:
        print("caught", e)


asyncio.run(in_time())
print("-- a handler")


def handler(loop, context):
    print(sorted(context), context["message"], repr(context["exception"]), context["future"], loop is asyncio.get_event_loop())


print(loop.get_exception_handler(), loop.set_exception_handler(handler), loop.get_exception_handler() is handler)
task = asyncio.run(forgetful("handled"))
loop.call_exception_handler({"message": "by hand", "exception": None, "future": None})
print(loop.set_exception_handler(None), loop.get_exception_handler())
print("-- run_until_complete")
print(loop.run_until_complete(named("coroutine")))
print(loop.run_until_complete(loop.create_task(named("task"))))
attempt(loop.run_until_complete, failing("out"))
print("-- run_forever and stop")


async def stopping():
    for i in range(3):
        print("turn", i)
        await asyncio.sleep_ms(0)
    loop.stop()
    loop.stop()
    print("stopped", await asyncio.sleep_ms(0))


loop.create_task(stopping())
loop.run_forever()
print("between")
loop.create_task(stopping())
loop.run_forever()
print(loop.stop(), loop.close())
asyncio.new_event_loop()
print("-- what is left runs in the next run")


async def leaves():
    asyncio.create_task(named("left", 30))
    print("leaves")


asyncio.run(leaves())
asyncio.run(named("second", 300))
print("-- unless the loop is new")
asyncio.run(leaves())
asyncio.new_event_loop()
asyncio.run(named("third", 300))
print("-- an exception of the main task leaves the others where they are")


async def fails_with_company():
    asyncio.create_task(named("company", 20))
    raise ValueError("main")


attempt(asyncio.run, fails_with_company())
attempt(asyncio.current_task)
asyncio.run(named("fourth", 300))
print("-- SystemExit and other BaseExceptions end the loop from any task")


async def leaving():
    raise SystemExit


async def with_leaving():
    asyncio.create_task(leaving())
    await asyncio.sleep(5)


try:
    asyncio.run(with_leaving())
except SystemExit as e:
    print(repr(e))
