"""What a board runs before boot.py: it mounts the flash at `/`, or formats it if it is empty. Not meant to be imported."""
