# Non-volatile storage: values by namespace and key, and ESP-IDF's errors.
from attempts import attempt
from esp32 import NVS

one = NVS("one")
two = NVS("two")
print(one, one is NVS("one"))
print(one.set_i32("count", -7), one.get_i32("count"), NVS("one").get_i32("count"))
attempt(two.get_i32, "count")
one.set_i32("count", 2**31 - 1)
print(one.get_i32("count"))
attempt(one.set_i32, "count", 2**31)
attempt(one.set_i32, "count", "7")

print(one.set_blob("text", "hello"), one.set_blob("empty", b""))
room = bytearray(8)
print(one.get_blob("text", room), room, one.get_blob("empty", room))
attempt(one.get_blob, "text", bytearray(4))
attempt(one.get_blob, "none", room)
attempt(one.get_blob, "count", room)
attempt(one.get_i32, "text")
attempt(one.get_blob, "text", b"12345678")
attempt(one.set_blob, "text", 5)

print(one.erase_key("count"), one.commit())
attempt(one.get_i32, "count")
attempt(one.erase_key, "count")
attempt(one.get_i32, "a key of 16 char")
attempt(one.set_i32, "a key of 16 char", 1)
attempt(NVS, "a name of 16 cha")
attempt(NVS)
attempt(NVS, 5)
attempt(one.set_blob, "large", bytes(16001))
one.set_blob("most of it", bytes(15000))
attempt(one.set_blob, "too much", bytes(8000))
try:
    one.get_i32("none")
except OSError as e:
    print(e.errno, e.args)
