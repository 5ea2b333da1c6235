"""Mathematical functions, with single precision: about 7 digits. Angles are in radians.

Example:
    import math
    print(math.sqrt(2), math.degrees(math.pi))

See: library/math.html
"""

from typing import Final

e: Final = 2.7182818
"""Euler's number."""

inf: Final[float]
"""Infinity: larger than all numbers."""

nan: Final[float]
"""Not a number: the result where there is none. It is not equal to anything, not to itself either; ask with `isnan`."""

pi: Final = 3.1415927
"""The ratio of a circle's circumference to its diameter."""

tau: Final = 6.2831853
"""2π, a full turn."""

def acos(x: float, /) -> float:
    """The angle whose cosine is x, from 0 to π.

    Raises:
        ValueError: `math domain error`: x is outside −1 to 1
    """

def acosh(x: float, /) -> float:
    """The inverse hyperbolic cosine."""

def asin(x: float, /) -> float:
    """The angle whose sine is x, from −π/2 to π/2.

    Raises:
        ValueError: `math domain error`: x is outside −1 to 1
    """

def asinh(x: float, /) -> float:
    """The inverse hyperbolic sine."""

def atan(x: float, /) -> float:
    """The angle whose tangent is x, from −π/2 to π/2."""

def atan2(y: float, x: float, /) -> float:
    """The angle of the point (x, y), from −π to π. Note the order: y comes first."""

def atanh(x: float, /) -> float:
    """The inverse hyperbolic tangent."""

def ceil(x: float, /) -> int:
    """The next whole number upwards."""

def copysign(x: float, y: float, /) -> float:
    """x with the sign of y."""

def cos(x: float, /) -> float:
    """The cosine."""

def cosh(x: float, /) -> float:
    """The hyperbolic cosine."""

def degrees(x: float, /) -> float:
    """Radians as degrees."""

def erf(x: float, /) -> float:
    """The error function."""

def erfc(x: float, /) -> float:
    """1 minus the error function."""

def exp(x: float, /) -> float:
    """e to the power of x."""

def expm1(x: float, /) -> float:
    """`exp(x) - 1`, exact for small x too."""

def fabs(x: float, /) -> float:
    """The number without its sign, as a float."""

def factorial(x: int, /) -> int:
    """The product of all whole numbers from 1 to x.

    Raises:
        ValueError: x is negative
    """

def floor(x: float, /) -> int:
    """The next whole number downwards."""

def fmod(x: float, y: float, /) -> float:
    """The remainder of x / y with the sign of x; `x % y` has the sign of y."""

def frexp(x: float, /) -> tuple[float, int]:
    """x as a fraction and a power of two: `(m, e)` with `x == m * 2**e` and m from 0.5 up to 1."""

def gamma(x: float, /) -> float:
    """The gamma function: `gamma(n + 1)` is the factorial of n."""

def isclose(a: float, b: float, /, *, rel_tol: float = 1e-9, abs_tol: float = 0.0) -> bool:
    """Whether two numbers are nearly equal.

    Args:
        a: one number
        b: the other
        rel_tol: allowed difference, as a part of the larger number
        abs_tol: allowed difference, for numbers near 0

    ESP32:
        The default of `rel_tol` is finer than the 7 digits of a float: give 1e-5 or so.
    """

def isfinite(x: float, /) -> bool:
    """Whether x is neither infinite nor nan."""

def isinf(x: float, /) -> bool:
    """Whether x is infinite."""

def isnan(x: float, /) -> bool:
    """Whether x is nan."""

def ldexp(x: float, exp: int, /) -> float:
    """`x * 2**exp`."""

def lgamma(x: float, /) -> float:
    """The natural logarithm of the gamma function."""

def log(x: float, base: float = ..., /) -> float:
    """The logarithm, natural or to a base.

    Raises:
        ValueError: `math domain error`: x is 0 or less
    """

def log10(x: float, /) -> float:
    """The logarithm to base 10."""

def log2(x: float, /) -> float:
    """The logarithm to base 2."""

def modf(x: float, /) -> tuple[float, float]:
    """What is after the point and what is before it: `modf(2.5)` is `(0.5, 2.0)`."""

def pow(x: float, y: float, /) -> float:
    """x to the power of y, as a float; `x ** y` keeps whole numbers."""

def radians(x: float, /) -> float:
    """Degrees as radians."""

def sin(x: float, /) -> float:
    """The sine."""

def sinh(x: float, /) -> float:
    """The hyperbolic sine."""

def sqrt(x: float, /) -> float:
    """The square root.

    Raises:
        ValueError: `math domain error`: x is negative
    """

def tan(x: float, /) -> float:
    """The tangent."""

def tanh(x: float, /) -> float:
    """The hyperbolic tangent."""

def trunc(x: float, /) -> int:
    """The whole number without what follows the point."""
