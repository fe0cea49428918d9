"""`python -m filmkg` is `filmkg`."""

from filmkg.cli import main

main(prog_name="filmkg")
