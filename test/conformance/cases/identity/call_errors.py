# How wrong calls and wrong operands are told, with a board's normal error reporting.
import collections
import json
import socket
import time
from attempts import attempt


def needs(a, *, key):
    return a, key


def named(a, b=2):
    return a, b


class Thing:
    pass


Point = collections.namedtuple("Point", "x y")


attempt(lambda: needs(1))
attempt(lambda: needs(1, 2, key=3))
attempt(lambda: named(1, c=2))
attempt(lambda: named(1, a=2))
attempt(lambda: named())
attempt(lambda: named(1, 2, 3))
attempt(lambda: named(b=1))
attempt(lambda: time.sleep(1, 2))
attempt(lambda: time.sleep(seconds=1))
attempt(lambda: socket.getaddrinfo())
attempt(lambda: json.dumps([], indent=2))
attempt(lambda: Point(1))
attempt(lambda: Point(1, 2, 3))
attempt(lambda: Point(1, z=2))
attempt(lambda: Point(1, x=2))
attempt(lambda: Thing().x)
attempt(lambda: Thing.x)
attempt(lambda: Thing()())
attempt(lambda: Thing()[0])
attempt(lambda: len(Thing()))
attempt(lambda: [x for x in Thing()])
attempt(lambda: Thing() + 1)
attempt(lambda: 1 + Thing())
attempt(lambda: -Thing())
attempt(lambda: Thing() < Thing())
attempt(lambda: "a" in 5)
attempt(lambda: "abc"[5])
attempt(lambda: (1, 2)["a"])
attempt(lambda: b"abc"[9])
attempt(lambda: [].pop())
attempt(lambda: {}.popitem())
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: "a".index("b"))
attempt(lambda: {[]: 1})
attempt(lambda: int("12a"))
attempt(lambda: float("1.2.3"))
attempt(lambda: int(None))
attempt(lambda: "%d %d" % 1)
attempt(lambda: "%d" % (1, 2))
attempt(lambda: "{} {}".format(1))
attempt(lambda: "{a}".format(1))
attempt(lambda: "{:d}".format("x"))
attempt(lambda: ",".join([1]))
attempt(lambda: "a" * "b")
attempt(lambda: bytearray(10**9))
attempt(lambda: [0] * 10**8)
attempt(lambda: next(iter(())))
attempt(lambda: time.foo)
attempt(lambda: named.x)
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: __import__(5))
attempt(lambda: json.loads("{"))
attempt(lambda: b"\xff".decode())
attempt(lambda: str(b"\xff", "utf8"))
attempt(lambda: b"%s" % "x")
attempt(lambda: issubclass(5, int))
attempt(lambda: isinstance(5, 5))
attempt(lambda: max([]))
attempt(lambda: sum("a"))
attempt(lambda: sorted([1, "a"]))
attempt(lambda: 1 << -1)
attempt(lambda: 0 ** -1)
attempt(lambda: exec("break"))
attempt(lambda: exec("return 1"))
attempt(lambda: exec("await x"))
attempt(lambda: exec("x = = 1"))
attempt(lambda: exec("nonlocal x"))
attempt(lambda: exec("def f(a, a): pass"))
attempt(lambda: exec("1 = x"))
attempt(lambda: exec("'abc"))
attempt(lambda: exec("if 1:\npass"))
