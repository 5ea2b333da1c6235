# What can be imported, what cannot, and how it is said.
import sys
from attempts import attempt


def importing(name):
    try:
        __import__(name)
        return True
    except ImportError as e:
        return False


here = """array binascii collections cryptolib errno hashlib heapq io json machine os platform random re select socket struct time websocket
mip ntptime requests urequests umqtt.simple umqtt.robust
builtins cmath deflate framebuf gc math micropython network sys uctypes vfs"""
print([name for name in here.split() if not importing(name)])
old = "uarray ubinascii ucollections ucryptolib uerrno uhashlib uheapq uio ujson umachine uos urandom ure uselect usocket ustruct utime usys"
print([name for name in old.split() if not importing(name)])
absent = """js jsffi pyscript logging datetime http urllib unittest functools itertools typing base64 copy pathlib queue
argparse secrets string rp2 traceback subprocess threading _boot1 webassembly emscripten"""
print([name for name in absent.split() if importing(name)])
attempt(__import__, "http")
attempt(__import__, "no.such.thing")
attempt(lambda: __import__("json.decoder"))
try:
    from time import strftime
except ImportError as e:
    print(e)
try:
    from socket import socket as s, timeout
except ImportError as e:
    print(e)
print("json" in sys.modules, "socket" in sys.modules)
import datetime
