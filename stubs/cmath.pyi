"""Functions of complex numbers.

Example:
    import cmath
    r, phi = cmath.polar(1 + 1j)

See: library/cmath.html
"""

from typing import Final

e: Final = 2.7182818
"""Euler's number."""

pi: Final = 3.1415927
"""The ratio of a circle's circumference to its diameter."""

def cos(z: complex, /) -> complex:
    """The cosine."""

def exp(z: complex, /) -> complex:
    """e to the power of z."""

def log(z: complex, /) -> complex:
    """The natural logarithm."""

def log10(z: complex, /) -> complex:
    """The logarithm to base 10."""

def phase(z: complex, /) -> float:
    """The angle of z, from −π to π."""

def polar(z: complex, /) -> tuple[float, float]:
    """Length and angle of z: `(abs(z), phase(z))`."""

def rect(r: float, phi: float, /) -> complex:
    """The complex number with this length and angle."""

def sin(z: complex, /) -> complex:
    """The sine."""

def sqrt(z: complex, /) -> complex:
    """The square root."""
