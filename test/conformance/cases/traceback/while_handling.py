# An exception that is raised while another one is handled, or from it: only the last one is told of, with no word of the first.
import sys
from attempts import attempt


def divide():
    return 1 / 0


def in_handler():
    try:
        divide()
    except ZeroDivisionError:
        return [][1]


def from_another():
    try:
        divide()
    except ZeroDivisionError as e:
        raise ValueError("no value") from e


def at_the_end():
    try:
        divide()
    finally:
        {}["key"]


for fail in (in_handler, from_another, at_the_end):
    try:
        fail()
    except Exception as e:
        sys.print_exception(e)
        print(hasattr(e, "__cause__"), hasattr(e, "__context__"), hasattr(e, "__traceback__"))


def again():
    try:
        divide()
    except ZeroDivisionError:
        raise


attempt(__import__, "traceback")
again()
