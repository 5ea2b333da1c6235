# interrupt when "idle"
# interrupt when "computing"
# Ctrl-C ends the loop, whether it waits or a task computes. Tasks that wait stay where they are: what they have after
# `finally` runs only if the interrupt came while they ran.
import asyncio
from machine import Timer


async def waiting():
    try:
        await asyncio.sleep(100)
    finally:
        print("finally of a task that waits")


async def busy():
    try:
        Timer(1, mode=Timer.ONE_SHOT, period=200, callback=lambda t: print("computing"))
        while True:
            pass
    finally:
        print("finally of the task that ran")


async def main(text, coro=None):
    task = asyncio.create_task(waiting())
    if coro:
        asyncio.create_task(coro)
    # A callback prints it once the loop waits.
    Timer(0, mode=Timer.ONE_SHOT, period=100, callback=lambda t: print(text))
    try:
        await asyncio.sleep(100)
    finally:
        print("finally of main")


try:
    asyncio.run(main("idle"))
except KeyboardInterrupt as e:
    print(type(e))
finally:
    print("finally around run")
    asyncio.new_event_loop()
try:
    asyncio.run(main("with company", busy()))
except KeyboardInterrupt as e:
    print(type(e))
    print(asyncio.current_task())
asyncio.new_event_loop()


async def after():
    await asyncio.sleep_ms(10)
    return "runs again"


print(asyncio.run(after()))
