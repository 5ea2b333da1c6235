"""Several tasks at the same time on one thread: while one waits, others run.

A task is an `async def` function. It gives way to others at each `await`; until then nobody else runs.

CPython:
    Much smaller: no Queue, Semaphore, TaskGroup, timeout(), to_thread(), shield() or wait().

ESP32:
    Calls that wait without `await`, such as time.sleep(), s.recv() or requests.get(), stop all tasks. `uasyncio` is the old
    name of this module.

Example:
    import asyncio

    async def blink():
        while True:
            led.toggle()
            await asyncio.sleep(0.5)

    async def main():
        asyncio.create_task(blink())
        await asyncio.sleep(10)

    asyncio.run(main())

See: library/asyncio.html
"""

from typing import Final

from _asyncio import Task as Task
from _asyncio import TaskQueue as TaskQueue

from .core import CancelledError as CancelledError
from .core import IOQueue as IOQueue
from .core import Loop as Loop
from .core import SingletonGenerator as SingletonGenerator
from .core import TimeoutError as TimeoutError
from .core import create_task as create_task
from .core import cur_task as cur_task
from .core import current_task as current_task
from .core import get_event_loop as get_event_loop
from .core import new_event_loop as new_event_loop
from .core import run as run
from .core import run_until_complete as run_until_complete
from .core import sleep as sleep
from .core import sleep_ms as sleep_ms
from .core import ticks as ticks
from .core import ticks_add as ticks_add
from .core import ticks_diff as ticks_diff
from .event import Event as Event
from .event import ThreadSafeFlag as ThreadSafeFlag
from .funcs import gather as gather
from .funcs import wait_for as wait_for
from .funcs import wait_for_ms as wait_for_ms
from .lock import Lock as Lock
from .stream import StreamReader as StreamReader
from .stream import StreamWriter as StreamWriter
from .stream import open_connection as open_connection
from .stream import start_server as start_server

__version__: Final[tuple[int, int, int]]
