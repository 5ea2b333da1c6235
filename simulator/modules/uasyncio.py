# The name of asyncio in older versions.
import asyncio


def __getattr__(name):
    return getattr(asyncio, name)
