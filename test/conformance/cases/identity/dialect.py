# What a board's Python has and other builds leave out, and the other way round.
import deflate
import io
from attempts import attempt


class Recorder:
    def __init__(self, method):
        self.method = method

    def __add__(self, other):
        return "add"

    def __mul__(self, other):
        return "mul"


def method(name):
    return lambda self, other: name + " " + str(other)


class InPlace(Recorder):
    pass


for name in "or xor and lshift rshift add sub mul matmul floordiv truediv mod pow".split():
    setattr(InPlace, "__i%s__" % name, method(name))
results = []
for operator in "| ^ & << >> + - * @ // / % **".split():
    names = {"a": InPlace(1)}
    exec("a %s= 3" % operator, names)
    results.append(names["a"])
print(results)
plain = Recorder(1)
plain *= 2
print(plain)

for template in ("t'x'", "T'x'", "rt'x'", "'a' t'x'"):
    attempt(exec, template)
tr = 5
print(r"\t", rb"\t", b"t", u"t", f"{tr}", rf"{tr}\t", tr)

attempt(deflate.DeflateIO(io.BytesIO(), deflate.ZLIB).read)
print(hasattr(deflate.DeflateIO, "write"))
attempt(lambda: print("x", file=deflate.DeflateIO(io.BytesIO(), deflate.ZLIB)))
