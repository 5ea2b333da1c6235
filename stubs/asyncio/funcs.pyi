"""Waiting with a limit, and for several tasks. Use it through `asyncio`.

See: library/asyncio.html
"""

from typing import Any, Awaitable, Coroutine, Literal, TypeVar, overload

from _asyncio import Task

_T = TypeVar("_T")

async def wait_for(aw: Task[_T] | Coroutine[Any, Any, _T], timeout: float | None, sleep: object = ...) -> _T:
    """Waits for a task, but not longer than a time. When the time is up the task is cancelled.

    Args:
        aw: a coroutine or task
        timeout: seconds; None: without limit
        sleep: for wait_for_ms(); programs leave it out

    Returns:
        what the task returns

    Blocks:
        only this task, until the other has ended or the time is up. A task that takes long to end after it was cancelled is
        waited for.

    Raises:
        asyncio.TimeoutError: the time is up
        Exception: whatever the task raises

    CPython:
        There TimeoutError is an OSError too.

    Example:
        try:
            line = await asyncio.wait_for(reader.readline(), 5)
        except asyncio.TimeoutError:
            print("nothing came")

    See: library/asyncio.html#asyncio.wait_for
    """

async def wait_for_ms(aw: Task[_T] | Coroutine[Any, Any, _T], timeout: int) -> _T:
    """Waits for a task, but not longer than a time in milliseconds. Otherwise as wait_for().

    Args:
        aw: a coroutine or task
        timeout: milliseconds

    Returns:
        what the task returns

    Blocks:
        only this task, until the other has ended or the time is up

    Raises:
        asyncio.TimeoutError: the time is up
        Exception: whatever the task raises

    CPython:
        There is no wait_for_ms() there.

    Example:
        await asyncio.wait_for_ms(flag.wait(), 200)

    See: library/asyncio.html#asyncio.wait_for_ms
    """

@overload
async def gather(*aws: Awaitable[_T], return_exceptions: Literal[False] = False) -> list[_T]:
    """Runs several coroutines at the same time and waits for all of them.

    Args:
        aws: coroutines or tasks
        return_exceptions: True: an exception is put into the list in place of a result, and the others go on

    Returns:
        a list of what they return, in the order of the arguments

    Blocks:
        only this task, until all have ended, or until one has failed

    Raises:
        Exception: that of the first that fails; the others go on
        RuntimeError: `can't gather`: another task waits for one of them already

    Example:
        a, b = await asyncio.gather(read("one"), read("two"))

    See: library/asyncio.html#asyncio.gather
    """

@overload
async def gather(*aws: Awaitable[_T], return_exceptions: bool) -> list[_T | BaseException]: ...
