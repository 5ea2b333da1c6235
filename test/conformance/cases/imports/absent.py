# A module that a board has and the simulated one has not: ImportError, and a notice that says so.
for _ in range(2):
    try:
        import bluetooth
    except ImportError as e:
        print(e)
