import sys

try:
    sys.exit()
except SystemExit as e:
    print(repr(e), e.args)
try:
    print("one")
    sys.exit(3)
finally:
    print("cleaned up")
