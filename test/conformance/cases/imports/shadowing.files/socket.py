print("this is my own socket.py")
