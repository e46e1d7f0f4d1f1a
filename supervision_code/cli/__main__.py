"""Lets ``python -m supervision_code.cli`` be the command."""

from supervision_code.cli import main

if __name__ == "__main__":
    main()
