# type "\u0003" when "waiting"
import time

print("waiting")
while True:
    time.sleep(1)
