# peer big.test = ["<data>", "HTTP/1.0 200 OK\r\n\r\n", ["0123456789", 30000], "<fin>"]
# heap 131072
# Mistake: to read an answer as a whole that is larger than the memory.
import online
import requests

try:
    requests.get("http://big.test/").content
except MemoryError as e:
    print("MemoryError:", str(e).startswith("memory allocation failed, allocating "))
# Right: piece by piece.
r = requests.get("http://big.test/", stream=True)
buffer = bytearray(1024)
total = 0
while True:
    count = r.raw.readinto(buffer)
    if count == 0:
        break
    total += count
r.close()
print(total)
requests.get("http://big.test/").text
