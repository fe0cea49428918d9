"""Builds that are killed at random moments; `python bench/kills.py 200` does it 200 times."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench"


def test_killed_builds_lose_nothing_and_end_the_same():
    command = [sys.executable, str(BENCH / "kills.py"), "4", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
