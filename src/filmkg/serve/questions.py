"""The competency questions that come with the ontology, ready to be asked: `ontology/questions/NAME.rq`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from filmkg import resources
from filmkg.errors import UsageError

FOLDER = resources.ONTOLOGY / "questions"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name (that of the file), its words (the comment that opens the file) and its query."""

    name: str
    words: str
    query: str


def load_questions(folder: Path = FOLDER) -> tuple[Question, ...]:
    """Return all questions, by name."""
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def questions_to_try() -> tuple[Question, ...]:
    """Return the three questions that the first page and the demo begin with."""
    return load_questions()[:3]


def load_question(name: str, *, folder: Path = FOLDER) -> Question:
    """Return one question, or raise UsageError where there is none of that name."""
    for question in load_questions(folder):
        if question.name == name:
            return question
    raise UsageError(f"there is no question {name!r}", remedy="see the list on the first page")


def _read(path: Path) -> Question:
    query = path.read_text(encoding="utf-8")
    opening = re.match(r"(?:#[^\n]*\n)+", query)
    lines = [line.lstrip("# ").strip() for line in opening.group().splitlines()] if opening else []
    words = " ".join(line for line in lines if line)
    return Question(path.stem, words or path.stem.replace("-", " "), query)
