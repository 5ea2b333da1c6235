# What the module has, and what it has not although CPython's has it.
import asyncio
import uasyncio

print(asyncio.__version__, asyncio.core.__file__, asyncio.__file__)
for name in (
    "run create_task sleep sleep_ms current_task get_event_loop new_event_loop Task Loop TimeoutError CancelledError "
    "SingletonGenerator wait_for wait_for_ms gather Event ThreadSafeFlag Lock open_connection start_server StreamReader StreamWriter "
    "Queue Semaphore BoundedSemaphore Condition Barrier TaskGroup Runner Future to_thread timeout shield wait wait_until "
    "run_coroutine_threadsafe ensure_future iscoroutine all_tasks get_running_loop set_event_loop InvalidStateError as_completed "
    "create_subprocess_exec DatagramProtocol Protocol Stream Server"
).split():
    if not hasattr(asyncio, name):
        print("no", name)
loop = asyncio.get_event_loop()
print(loop is asyncio.Loop, asyncio.get_event_loop(16, 16) is loop, asyncio.new_event_loop() is loop)
for name in (
    "create_task run_forever run_until_complete stop close set_exception_handler get_exception_handler "
    "default_exception_handler call_exception_handler call_soon call_later run_in_executor time is_running create_future"
).split():
    if not hasattr(loop, name):
        print("no", name)
Stream = asyncio.StreamReader
print(asyncio.StreamWriter is Stream, Stream)
for name in (
    "get_extra_info close wait_closed read readinto readexactly readline write drain awrite awritestr aclose "
    "writelines is_closing readuntil at_eof can_write_eof"
).split():
    if not hasattr(Stream, name):
        print("no", name)
print(issubclass(asyncio.CancelledError, BaseException), issubclass(asyncio.CancelledError, Exception))
print(issubclass(asyncio.TimeoutError, Exception), issubclass(asyncio.TimeoutError, OSError))
print(uasyncio.run is asyncio.run, uasyncio.Lock is asyncio.Lock, uasyncio is asyncio, hasattr(uasyncio, "Queue"))
try:
    asyncio.Queue()
except AttributeError as e:
    print(e)
try:
    from asyncio import Queue
except AttributeError as e:
    # The module's __getattr__ is what fails, so it is no ImportError.
    print(e)


async def coroutine():
    pass


task = asyncio.create_task(coroutine())
print(task, task.coro, task.done(), task.state)
print(sorted(name for name in ("result", "exception", "add_done_callback", "get_name", "cancelled") if hasattr(task, name)))
