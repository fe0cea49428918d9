"""Measure what the command line costs before it works: `filmkg --help` over a bare interpreter, in one run.

Exits with 1 where it takes more than `LIMIT` times as long: then something heavy is imported too early.

    python bench/startup.py
"""

from __future__ import annotations

import subprocess
import sys
import time

LIMIT = 8.0
RUNS = 5
COMMANDS = {"bare interpreter": ("-c", "pass"), "filmkg --help": ("-m", "filmkg", "--help")}


def cost_s(arguments: tuple[str, ...]) -> float:
    """Return the least of some runs, in seconds."""
    times_s = []
    for _ in range(RUNS):
        start_s = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        times_s.append(time.perf_counter() - start_s)
    return min(times_s)


def main() -> int:
    """Measure both and print them with their ratio."""
    costs_s = {name: cost_s(arguments) for name, arguments in COMMANDS.items()}
    for name, seconds in costs_s.items():
        print(f"{name:18} {1000 * seconds:7.1f} ms")
    bare_s, help_s = costs_s.values()
    print(f"ratio {help_s / bare_s:.1f}, limit {LIMIT:.0f}")
    return int(help_s / bare_s > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
