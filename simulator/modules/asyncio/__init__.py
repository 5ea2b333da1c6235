# asyncio of MicroPython 1.29: tasks on one thread, timers, streams. What a program does not use is not loaded.
from .core import *

__version__ = (3, 0, 0)

_LATER = {
    "Event": "event",
    "ThreadSafeFlag": "event",
    "Lock": "lock",
    "gather": "funcs",
    "wait_for": "funcs",
    "wait_for_ms": "funcs",
    "open_connection": "stream",
    "start_server": "stream",
    "StreamReader": "stream",
    "StreamWriter": "stream",
}


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(name)
    found = getattr(__import__("asyncio." + _LATER[name], None, None, (name,)), name)
    globals()[name] = found
    return found
