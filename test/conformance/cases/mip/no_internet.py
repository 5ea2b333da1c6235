# Without Wi-Fi no name can be looked up: the failure comes out as it is.
import mip
from attempts import attempt

attempt(mip.install, "aiohttp", "http://micropython.org/pi/v2")
attempt(mip.install, "http://example.com/package.json")
attempt(mip.install, "http://example.com/file.py", None, "/lib")
# Where files of repositories are asked for.
attempt(mip._real_url, "github:owner/name/a/b.py", None)
attempt(mip._real_url, "gitlab:owner/name/a/b.py", "v1")
