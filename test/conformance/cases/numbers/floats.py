# Floats have single precision: seven digits, and what a PC computes more exactly is not more exact here.
import array
import json
import math
import struct

print(1 / 3, 0.1 + 0.2, 1e10, 1e-5, 123456789.0, 16777217.0, 1e16, 3.4e38 * 10, -1e-60, float("nan"))
print(0.1, 2.675, 1.005, 100.0, 1e22, 1e23, 123456.7, 0.0001, 65536.125, 1.1754944e-38)
print("%.3f %.10f %e %g %8.2f|" % (2 / 3, 0.1, 1234.5, 0.00001, -1.5))
print("{:.10f} {:.2e} {:G} {:10.3%} {:+.1f}".format(0.1, 123456.0, 1e-7, 0.256, 2.0))
print(float("3.14159265358979"), float("1_000.5"), float("1e-10"), float("-inf"), float("16777217"))
print(round(2.675, 2), round(0.5), round(1.5), round(1234.5678, -2), int(1e10), int(-2.9), round(1e20))
print(math.pi, math.e, math.sqrt(2), math.degrees(1), math.radians(180), math.log(8, 2), math.fmod(7.5, 2))
print(16777217 == 16777216.0, 16777217 + 0.0, 10**38 * 1.0, 7.5 // 2, -7.5 % 2, divmod(1.1, 0.1))
for action in (lambda: math.exp(100), lambda: math.pow(10, 39), lambda: 1.0 / 0, lambda: float("1e"), lambda: int(float("inf"))):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)
print(struct.pack("<d", 0.1), struct.pack("<f", 0.1), struct.unpack("<d", struct.pack("<d", 1 / 3)))
print(array.array("f", [0.1, 1 / 3]), array.array("d", [0.1]))
print(json.dumps([0.1, 1 / 3, 1e22]), json.loads("[0.1, 3.14159265358979, 1e-7]"))
print(sum([0.1] * 10), 1.1 * 1.1, 1e8 + 1, (0.1 + 0.2j) * (1 + 1j), abs(3 + 4j))
print("%.7f %.0g %.0g %.0g %.3f" % (0.0999756, 1, 15, 0.5, 9.9999), ("%.40f" % 1e-300)[:5], "%.0f %.1f" % (9.5, 0.96))
