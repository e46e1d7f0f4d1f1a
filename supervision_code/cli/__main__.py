"""Lets ``python -m supervision_code.cli`` be the command."""

from supervision_code.cli import main

main()
