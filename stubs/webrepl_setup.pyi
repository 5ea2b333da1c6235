"""Sets up WebREPL. Importing it at the prompt asks for a password, and whether WebREPL starts with the board.

It changes `boot.py` and writes `webrepl_cfg.py`.

Example:
    import webrepl_setup

See: reference/repl.html
"""

RC: str
"""The file in which WebREPL is started: `boot.py`."""
CONFIG: str
"""The file with the password: `webrepl_cfg.py`."""

def input_choice(prompt: str, choices: tuple[str, ...]) -> str:
    """Asks until the answer is one of the choices.

    Args:
        prompt: the question
        choices: the answers that count
    """

def getpass(prompt: str) -> str:
    """Asks for a password, which is seen as it is typed.

    Args:
        prompt: the question
    """

def input_pass() -> str:
    """Asks twice for a password of 4 to 9 characters."""

def exists(fname: str) -> bool:
    """Whether there is such a file.

    Args:
        fname: its path
    """

def get_daemon_status() -> bool | None:
    """Whether WebREPL starts with the board; None if `boot.py` says nothing of it."""

def change_daemon(action: bool) -> None:
    """Changes `boot.py`.

    Args:
        action: whether WebREPL starts with the board
    """

def main() -> None:
    """Asks what importing the module asks."""
