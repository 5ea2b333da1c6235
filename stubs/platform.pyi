"""Version of MicroPython and of what it was built with.

Example:
    import platform
    print(platform.platform())

See: library/platform.html
"""

def platform() -> str:
    """Version of MicroPython, processor and system: `"MicroPython-1.29.0-xtensa-IDFv5.5.2-with-newlib4.3.0"`."""

def python_compiler() -> str:
    """The compiler: `"GCC 14.2.0"`."""

def libc_ver() -> tuple[str, str]:
    """Name and version of the C library: `("newlib", "4.3.0")`."""
