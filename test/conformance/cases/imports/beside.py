# Files and packages beside the script.
import sys

import package
import package.inner
from package import value
from package.inner import deeper as alias
import single

print(single.twice(21), single.__name__, single.__file__, single)
print(package.value, value, package.inner.deeper(), alias(), package.__path__)
import single  # the body runs once

print("single" in sys.modules, "package.inner" in sys.modules)
try:
    import package.missing
except ImportError as e:
    print(e)
try:
    from single import missing
except ImportError as e:
    print(e)
from single import *

print(twice(1), "_hidden" in globals())
import lib_module

del sys.modules["single"]
import single

print(__name__)
