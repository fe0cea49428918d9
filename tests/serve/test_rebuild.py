"""Queries and pages while builds publish; `python bench/rebuild.py` has 8 clients ask for two minutes."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench"


def test_no_answer_fails_or_is_torn_while_builds_publish():
    command = [sys.executable, str(BENCH / "rebuild.py"), "4", "3", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
