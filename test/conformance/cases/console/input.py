# type "Ada\r\n42\n" when "name? "
# type "raw text\nand more\n" when "Answer"
# type "q" when "One key"
import select
import sys

name = input("name? ")
number = int(input())
print("Hello", name, number + 1)
print("Answer")
print(repr(sys.stdin.readline()), repr(sys.stdin.read(4)), repr(sys.stdin.readline()))
poller = select.poll()
poller.register(sys.stdin, select.POLLIN)
print(len(poller.poll(0)))
print("One key")
print(len(poller.poll(5000)), repr(sys.stdin.read(1)))
print([len(ready) for ready in select.select([sys.stdin], [], [], 0)])
sys.stdout.write("written\n")
print("to the console", file=sys.stdout)
sys.stderr.write("also on the console\n")
print(1, 2, 3, sep=", ", end="!\n")
