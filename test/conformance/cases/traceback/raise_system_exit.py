def stop():
    raise SystemExit("not printed")


stop()
