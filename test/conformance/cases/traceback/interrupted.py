# interrupt when "computing"
def compute():
    while True:
        pass


try:
    print("computing")
    compute()
finally:
    print("finally runs")
