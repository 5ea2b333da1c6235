"""Threads. They take turns in one interpreter; asyncio is the safer way for several things at once.

Example:
    import _thread
    _thread.start_new_thread(blink, (500,))

See: library/_thread.html
"""

from typing import Any, Callable, NoReturn, overload

class LockType:
    """A lock: one thread has it, others wait. Made by `allocate_lock`; `with lock:` takes it and gives it back."""

    def acquire(self, waitflag: int = 1, timeout: float = -1, /) -> bool:
        """Takes the lock.

        Args:
            waitflag: 0 does not wait
            timeout: is accepted and not looked at

        Returns:
            whether we have it

        Blocks:
            until another thread gives it back
        """
    def release(self) -> None:
        """Gives the lock back.

        Raises:
            RuntimeError: nobody has it
        """
    def locked(self) -> bool:
        """Whether some thread has the lock."""
    def __enter__(self) -> bool: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...

def allocate_lock() -> LockType:
    """A new lock, which nobody has."""

def exit() -> NoReturn:
    """Ends the thread, by raising SystemExit."""

def get_ident() -> int:
    """A number that stands for the thread; never 0."""

@overload
def stack_size() -> int:
    """The stack of the next threads in bytes; with an argument sets it and gives what was set before.

    Args:
        size: bytes; 0 for the default, about 5 KB
    """
@overload
def stack_size(size: int, /) -> int: ...

@overload
def start_new_thread(function: Callable[..., Any], args: tuple[Any, ...], /) -> int:
    """Begins a thread.

    Args:
        function: what it runs
        args: its arguments, as a tuple: `(x,)` for one
        kwargs: its keyword arguments

    Returns:
        a number that stands for the thread

    Raises:
        OSError: `can't create thread`: no memory for its stack

    ESP32:
        An exception in it is printed, and ends only this thread. Ctrl-C reaches the main thread alone.
        The simulated board has no threads: `import _thread` raises ImportError there.
    """
@overload
def start_new_thread(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], /) -> int: ...
