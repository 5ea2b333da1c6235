# interrupt when "name? "
try:
    input("name? ")
except KeyboardInterrupt:
    print()
    print("never mind")
