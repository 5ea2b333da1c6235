# Mistake: modules of CPython that a board does not have.
from attempts import attempt

for name in "datetime threading logging typing urllib http http.server subprocess queue pathlib functools base64 copy socketserver flask aiohttp numpy".split():
    attempt(__import__, name)
import urllib.request
