# Without the internet the name of the index is not found: this is how it ends a program.
import mip

mip.install("aiohttp")
