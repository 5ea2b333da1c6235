# How deep calls can go, and what happens when there is no memory: as near to a board as a script can tell.
import json
import micropython


def attempt(action):
    try:
        print(action())
    except (RuntimeError, MemoryError) as e:
        print(type(e).__name__ + ":", e)


def depth_of(call):
    reached = 0

    def deeper():
        nonlocal reached
        reached += 1
        call(deeper)

    try:
        deeper()
    except RuntimeError as e:
        return reached, str(e)


class Nested:
    def __init__(self):
        self.count = 0

    def method(self, _):
        self.count += 1
        self.method(_)

    def __repr__(self):
        return repr(self)


def near_a_board(outcome):
    reached, text = outcome
    return 40 <= reached <= 100 or reached, text


print("-- depth")
print(near_a_board(depth_of(lambda deeper: deeper())))
nested = Nested()
attempt(lambda: nested.method(None))
print(80 <= nested.count <= 100 or nested.count)
attempt(lambda: repr(Nested()))
deep = []
for _ in range(1000):
    deep = [deep]
attempt(lambda: len(json.dumps(deep)))
attempt(lambda: micropython.stack_use() < 3000)

print("-- memory")
attempt(lambda: bytearray(1000000))
attempt(lambda: "x" * 200000)
attempt(lambda: list(range(100000)))
attempt(lambda: [bytes(1000) for _ in range(1000)])
print(len(bytearray(100000)))
