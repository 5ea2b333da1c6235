# AES in the two modes of a board, with the examples of NIST SP 800-38A, and what is refused.
from binascii import hexlify, unhexlify
from attempts import attempt
from cryptolib import aes
import cryptolib
import ucryptolib

print([name for name in dir(cryptolib) if not name.startswith("__")], ucryptolib.aes is aes)
ECB, CBC, CTR = 1, 2, 6
key = unhexlify("2b7e151628aed2a6abf7158809cf4f3c")
long_key = unhexlify("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
iv = bytes(range(16))
text = unhexlify("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")

for mode in (ECB, CBC):
    for k in (key, long_key):
        secret = aes(k, mode, iv).encrypt(text)
        print(mode, len(k), hexlify(secret))
        print(aes(k, mode, iv).decrypt(secret) == text)

# The chain goes on from call to call.
pieces = aes(key, CBC, iv)
whole = aes(key, CBC, iv).encrypt(text)
print(pieces.encrypt(text[:16]) + pieces.encrypt(text[16:]) == whole)
pieces = aes(key, CBC, iv)
print(pieces.decrypt(whole[:16]) + pieces.decrypt(whole[16:]) == text)
print(pieces.decrypt(b""))

# Into a buffer, which may be the one that it comes from.
buffer = bytearray(text) + b"tail"
result = aes(key, CBC, iv).encrypt(memoryview(buffer)[:32], buffer)
print(result is buffer, buffer[:32] == whole, buffer[32:])
print(aes(key, CBC, iv).decrypt(buffer[:32], buffer) is buffer, buffer == text + b"tail")

attempt(aes, key)
attempt(aes, key, ECB, iv, 1)
attempt(aes, key, CTR, iv)
attempt(aes, key, CBC)
attempt(aes, key, CBC, None)
attempt(aes, key, CBC, b"short")
attempt(aes, key, ECB, b"short")
attempt(aes, b"short", ECB)
attempt(aes, bytes(24), ECB)
attempt(aes, 1, ECB)
attempt(aes, key, "ECB")
attempt(lambda: aes(key, mode=ECB))
attempt(aes(key, ECB).encrypt, b"15 bytes are no")
attempt(aes(key, ECB).encrypt, text, bytearray(31))
attempt(aes(key, ECB).encrypt, text, bytes(32))
attempt(aes(key, ECB).encrypt)
used = aes(key, ECB)
used.encrypt(text)
attempt(used.decrypt, text)
