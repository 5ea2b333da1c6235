# io.BufferedWriter hands on whole blocks, and the rest at a flush.
import io
from attempts import attempt

target = io.BytesIO()
writer = io.BufferedWriter(target, 8)
print(writer.write(b"foobar"), target.getvalue())
print(writer.write("foobar"), target.getvalue())
print(writer.write(bytes(range(48, 68))), target.getvalue())
print(writer.flush(), target.getvalue())
print(writer.flush(), target.getvalue())
print("x", 1, file=writer)
writer.flush()
print(target.getvalue()[-4:])


class Picky(io.IOBase):
    def __init__(self):
        self.turns = [None, 3, 0, 5]

    def write(self, data):
        answer = self.turns.pop(0)
        print("asked for", bytes(data), answer)
        return answer


slow = io.BufferedWriter(Picky(), 8)
slow.write(b"abcde")
attempt(slow.flush)
attempt(slow.flush)
attempt(io.BufferedWriter, target)
attempt(io.BufferedWriter, target, "8")
attempt(io.BufferedWriter, object(), 2)
print([name for name in dir(io.BufferedWriter) if name[0] != "_"])
