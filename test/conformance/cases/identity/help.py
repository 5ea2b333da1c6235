# help says how to begin, and tells of objects what a board tells.
from attempts import attempt
import micropython


class Thing:
    size = 1


help()
help(Thing)
help(1)
help(micropython)
attempt(help, 1, 2)
