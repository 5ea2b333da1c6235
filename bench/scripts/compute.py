# Runs on the relinked VM and on the package as it is published. Prints `name milliseconds` lines, the best of RUNS.
import time

RUNS = 5


def recursion():
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    fib(20)


def loop():
    total = 0
    for i in range(500000):
        total += i & 3


def raise_and_catch():
    for _ in range(30000):
        try:
            raise ValueError
        except ValueError:
            pass


class Counter:
    def add(self, n):
        return n


def method_calls():
    counter = Counter()
    for i in range(200000):
        counter.add(i)


def strings():
    for i in range(30000):
        "%d-%s" % (i, "text")


def dictionary():
    d = {}
    for i in range(30000):
        d[i % 100] = i


def best_ms(measure):
    best = None
    for _ in range(RUNS):
        start = time.ticks_ms()
        measure()
        duration = time.ticks_diff(time.ticks_ms(), start)
        if best is None or duration < best:
            best = duration
    return best


for measure in (recursion, loop, raise_and_catch, method_calls, strings, dictionary):
    print(measure.__name__.replace("_", " ") + "=" + str(best_ms(measure)))
