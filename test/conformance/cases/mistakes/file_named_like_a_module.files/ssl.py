print("the file")
