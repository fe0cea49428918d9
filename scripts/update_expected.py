"""Write down what the competency questions answer over the sample: `ontology/questions/NAME.csv` beside NAME.rq.

    python scripts/update_expected.py

Run it after a change of the sample, the rules or a question, and read the difference before you commit it: the tests
compare each answer with its file, and `tests/questions/required.toml` holds rows that no new answer may lose.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "ontology" / "questions"


def filmkg(*arguments: str | Path) -> str:
    """Run a command of filmkg and return what it prints."""
    command = [sys.executable, "-m", "filmkg", *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8", cwd=ROOT).stdout


def main() -> None:
    """Write each answer, with the line ends of the repository."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        filmkg("build", "data/sample", "--store", store)
        for question in sorted(QUESTIONS.glob("*.rq")):
            answer = filmkg("query", "--store", store, "--format", "csv", question).replace("\r\n", "\n")
            question.with_suffix(".csv").write_text(answer, encoding="utf-8", newline="\n")
            print(f"{question.stem}: {answer.count(chr(10)) - 1} lines")


if __name__ == "__main__":
    main()
