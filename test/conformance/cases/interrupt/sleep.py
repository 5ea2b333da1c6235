# interrupt when "waiting"
import time

try:
    print("waiting")
    time.sleep(3600)
finally:
    print("finally")
