# I2C: nobody is on the bus.
from attempts import attempt
from machine import I2C, Pin, SoftI2C

i = I2C()
print(i, i is I2C(0), I2C(1))
print(I2C(0, scl=Pin(22), sda=21, freq=100000, timeout=1000), i)
print(i.scan(), i.deinit())
attempt(i.readfrom, 0x3C, 4)
attempt(i.readfrom_into, 0x3C, bytearray(4))
attempt(i.writeto, 0x3C, b"12")
attempt(i.writevto, 0x3C, (b"1", b"2"))
attempt(i.readfrom_mem, 0x3C, 0, 2)
attempt(i.readfrom_mem_into, 0x3C, 0, bytearray(2))
attempt(i.writeto_mem, 0x3C, 0, b"12")
attempt(lambda: i.readfrom_mem(0x3C, 0, 2, addrsize=12))
attempt(i.start)
attempt(i.write, b"1")
attempt(i.init)
try:
    i.writeto(0x3C, b"")
except OSError as e:
    print(e.errno)
attempt(I2C, 2)
attempt(lambda: I2C(0, scl=50))
attempt(I2C, 0, 18)
attempt(i.readfrom, 0x3C)
attempt(i.readfrom_mem, 0x3C, 0)
# Nothing is read without asking for it; there must be room for what is.
print(i.readfrom(0x3C, 0), i.readfrom_into(0x3C, bytearray(0)))
attempt(i.readfrom, 0x3C, 10_000_000)
attempt(i.readfrom_mem, 0x3C, 0, 10_000_000)

print("-- in software")
s = SoftI2C(scl=Pin(5), sda=Pin(4), freq=100000)
print(s, s.scan(), s.start(), s.write(b"12"), s.stop())
room = bytearray(2)
print(s.readinto(room), room)
attempt(s.writeto, 0x3C, b"12")
attempt(s.readfrom_mem, 0x3C, 0, 2)
attempt(s.readfrom, 0x3C, 0)
print(SoftI2C(5, 4))
print(SoftI2C(5, 4, freq=100000, timeout=1000))
attempt(SoftI2C, 5, 4, 100000)
attempt(SoftI2C, 5)
attempt(lambda: SoftI2C(scl=5, sda=4, frequency=1))
print(I2C(-1, scl=5, sda=4))


class Pin:
    pass


attempt(lambda: SoftI2C(scl=Pin(), sda=Pin()))
