print("from /lib", __file__)
