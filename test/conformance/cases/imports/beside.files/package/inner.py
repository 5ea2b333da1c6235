from . import value
from .other import NAME


def deeper():
    return value, NAME, __name__
