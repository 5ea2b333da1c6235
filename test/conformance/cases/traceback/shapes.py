# How an exception in functions, classes and modules is shown.
import io
import sys


class Thing:
    def method(self):
        return [self.fail(x) for x in range(1)]

    def fail(self, x):
        raise ValueError("bad value", x)


def outer():
    Thing().method()


try:
    outer()
except ValueError as e:
    sys.print_exception(e)
    text = io.StringIO()
    sys.print_exception(e, text)
    print(text.getvalue().count("\n"), repr(e), e.args, e)

for source in ("1/0", "x", "[][1]", "{}['k']", "'a'+1", "None.x", "f(", "raise", "assert False, 'text'"):
    try:
        exec(source)
    except SyntaxError as e:
        sys.print_exception(e)
    except Exception as e:
        print(type(e).__name__ + ":", e)


class Problem(Exception):
    pass


def generator():
    yield 1
    raise Problem("from a generator")


try:
    try:
        for _ in generator():
            pass
    finally:
        print("finally")
except Problem as e:
    sys.print_exception(e)

lambda_fails = lambda: {}["missing"]
lambda_fails()
