"""``python -m witness``: the same as ``supervision-witness``."""

from witness.cli import main

if __name__ == "__main__":
    main()
