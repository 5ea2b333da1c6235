"""Installs packages from the internet into the board's files. The board must be connected.

ESP32:
    Files go to `/lib`. Much of what CPython has built in, such as `datetime` or `logging`, can be installed.

Example:
    import mip
    mip.install("logging")

See: reference/packages.html
"""

def install(
    package: str, index: str | None = None, target: str | None = None, version: str | None = None, mpy: bool = True
) -> None:
    """Installs a package and what it needs. What it does is printed; failures are printed as well and not raised.

    Args:
        package: a name of the package index, `"github:owner/repository"`, `"gitlab:owner/repository"`, or a URL
        index: the URL of another package index
        target: the folder; the first of sys.path that ends with `/lib` if left out
        version: of the package, such as `"1.2"`; the newest if left out. For GitHub a branch or tag
        mpy: False: source text in place of compiled files

    Blocks:
        until everything is copied

    Raises:
        EAI_FAIL (-202): the server could not be looked up: no Wi-Fi, or no internet
        ENOMEM (12): not enough memory for the encrypted connection
        ENOSPC (28): the flash memory is full

    Example:
        mip.install("github:owner/repository", version="v1.0")
    """
