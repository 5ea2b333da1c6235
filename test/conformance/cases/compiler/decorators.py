# The decorators that choose how a function is compiled. What is compiled to native code does the same, only faster.
import micropython


@micropython.native
def total(first, *more, scale=1):
    result = first * scale
    for number in more:
        result += number * scale
    return result


class Counter:
    @micropython.native
    def up_to(self, n):
        for i in range(n):
            yield i

    @staticmethod
    @micropython.native
    def fails():
        raise ValueError("from native code")


@micropython.bytecode
def plain():
    @micropython.native
    def inner():
        return "inner"

    return inner()


print(total(1, 2, 3), total(1, 2, scale=10), list(Counter().up_to(3)), plain())
try:
    Counter.fails()
except ValueError as e:
    print(repr(e))
for decorator in ("micropython.fast", "micropython.native.more", "micropython"):
    try:
        exec("@%s\ndef f():\n    pass" % decorator)
    except SyntaxError as e:
        print(decorator, e)
native = "still a name"
print(native)
