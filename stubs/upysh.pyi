"""Commands for files at the prompt, as in a shell: `ls`, `cat("main.py")`, `rm("old.py")`.

Example:
    from upysh import *
    ls
    cat("boot.py")
"""

class LS:
    """The command `ls`: typed alone it lists the folder."""
    def __call__(self, path: str = ".") -> None:
        """Prints what is in a folder, and how much room is left.

        Args:
            path: the folder
        """

class PWD:
    """The command `pwd`: typed alone it shows the folder in which you are."""
    def __call__(self) -> str:
        """Gives the folder in which you are."""

class CLEAR:
    """The command `clear`: typed alone it empties the terminal."""
    def __call__(self) -> str:
        """Gives the characters that empty the terminal."""

class Man:
    """The command `man`: typed alone it shows the commands."""

man: Man
"""Shows the commands."""
pwd: PWD
"""Shows the folder in which you are."""
ls: LS
"""Lists a folder: `ls` or `ls("/lib")`."""
clear: CLEAR
"""Empties the terminal."""

def head(f: str, n: int = 10) -> None:
    """Prints the first lines of a file.

    Args:
        f: the file
        n: how many lines

    Raises:
        ENOENT (2): there is no such file
    """

def cat(f: str) -> None:
    """Prints a file.

    Args:
        f: the file

    Raises:
        ENOENT (2): there is no such file
    """

def cp(s: str, t: str) -> None:
    """Copies a file.

    Args:
        s: the file
        t: where to: a file, or a folder

    Raises:
        ENOENT (2): there is no such file
    """

def newfile(path: str) -> None:
    """Writes a file from what you type, until Ctrl-D.

    Args:
        path: the file
    """

def rm(d: str, recursive: bool = False) -> None:
    """Removes a file, or a folder with all that is in it. A failure is printed, not raised.

    Args:
        d: the file or folder
        recursive: True: a folder with what is in it
    """

def cd(path: str, /) -> None:
    """Goes to a folder. It is os.chdir().

    Args:
        path: the folder

    Raises:
        ENOENT (2): there is no such folder
    """

def mkdir(path: str, /) -> None:
    """Makes a folder. It is os.mkdir().

    Args:
        path: the folder

    Raises:
        EEXIST (17): there is something of that name already
    """

def mv(old_path: str, new_path: str, /) -> None:
    """Renames or moves a file. It is os.rename().

    Args:
        old_path: the file
        new_path: its new path

    Raises:
        ENOENT (2): there is no such file
    """

def rmdir(path: str, /) -> None:
    """Removes a folder, which must be empty. It is os.rmdir().

    Args:
        path: the folder

    Raises:
        ENOENT (2): there is no such folder
        ENOTEMPTY (39): the folder is not empty. Shown as `OSError: 39`.
    """
