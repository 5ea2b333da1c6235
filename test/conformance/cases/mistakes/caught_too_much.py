# interrupt when "attempt 1"
# interrupt when "second loop"
# Mistake: `except:` without a class, which also catches what Ctrl-C raises, and every mistake of the program.
import time

ended = False
attempts = 0
while not ended:
    try:
        attempts += 1
        print("attempt", attempts)
        time.sleep(20 if attempts == 1 else 0.05)
        ended = attempts > 2
    except:
        print("something went wrong; going on")
# So does a name that is written wrongly.
try:
    pint("x")
except:
    print("hidden")
try:
    pint("x")
except OSError:
    print("never reached")
except NameError as e:
    print(e)
print("second loop")
while True:
    try:
        time.sleep(20)
    except Exception:
        print("never reached")
