"""Train the typing of capitalised runs from annotated articles and write its weights as text.

Usage: python scripts/train_names.py OUT_FOLDER GOLD_DIR... [--skip PATTERN]

Each GOLD_DIR holds NAME.txt beside NAME.tsv. Writes names.tsv (weights) and words.txt (words that the articles use in
lower case). Needs the extra `train` (scikit-learn). The same input gives the same files.
"""

from __future__ import annotations

import argparse
import fnmatch
import re
from collections import Counter, defaultdict
from pathlib import Path

from gold import fold, gold_of
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import filmkg.annotate as annotate
import filmkg.text
from filmkg.annotate.lexicon import load_lexicon
from filmkg.annotate.runs import KINDS, Run, find_runs
from filmkg.annotate.titles import letters
from filmkg.annotate.tokens import Tokens
from filmkg.model import Document, Kind

MIN_COUNT = 3
SMALLEST = 0.03
STRENGTH = 0.5
_HEADS = re.compile(
    r"minist|embass|agenc|cent(er|re)|institut|foundation|fund|guild|union|federation|associat|universit|festival",
    re.IGNORECASE,
)

SUBJECTS = {
    "film": Kind.FILM, "event": Kind.EVENT, "org": Kind.ORGANIZATION, "position": Kind.PERSON, "quote": Kind.PERSON,
    "accredits": Kind.ORGANIZATION, "award": Kind.AWARD,
}  # fmt: skip
OBJECTS = {
    "film.director": Kind.PERSON, "film.castMember": Kind.PERSON, "film.screenwriter": Kind.PERSON,
    "film.producer": Kind.ORGANIZATION, "film.originalTitle": Kind.FILM, "event.film": Kind.FILM,
    "event.venue": Kind.VENUE, "event.organizer": Kind.ORGANIZATION, "event.supporter": Kind.ORGANIZATION,
    "agreement.signatory": Kind.PERSON, "agreement.party": Kind.ORGANIZATION,
    "position.organization": Kind.ORGANIZATION, "org.parent": Kind.ORGANIZATION, "membership": Kind.ORGANIZATION,
    "event.partOf": Kind.EVENT, "award.event": Kind.EVENT, "accredits": Kind.EVENT,
}  # fmt: skip


def kinds_of(path: Path) -> dict[str, Counter[Kind]]:
    """Return what each folded name of an article is, by the relations in which it stands."""
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    for relation, subjects, objects, _ in gold_of(path):
        if kind := SUBJECTS.get(relation.split(".")[0]):
            for name in subjects:
                kinds[name][kind] += 1
        if kind := OBJECTS.get(relation):
            for name in objects:
                kinds[name][kind] += 1 if kind is not Kind.ORGANIZATION else 0.5
        if relation in ("event.participant", "award.recipient"):
            for name in objects:
                if len(name.split()) in (2, 3) and not _HEADS.search(name) and not kinds.get(name):
                    kinds[name][Kind.PERSON] += 0.4
    return kinds


def main() -> None:
    """Train and write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument(
        "--skip", action="append", default=[], metavar="PATTERN", help="leave out articles of such a name"
    )
    args = parser.parse_args()
    paths = sorted(
        (p for folder in args.gold for p in folder.glob("*.txt")
         if p.with_suffix(".tsv").exists() and not any(fnmatch.fnmatch(p.stem, s) for s in args.skip)),
        key=lambda p: p.name,
    )  # fmt: skip
    counts = Counter(w for p in paths for w in re.findall(r"(?<![\w’'-])[a-z]{2,}", p.read_text(encoding="utf-8")))
    words = frozenset(word for word, count in counts.items() if count >= 1)
    lexicon = load_lexicon()
    runs: list[tuple[Run, str]] = []
    for path in paths:
        kinds = kinds_of(path.with_suffix(".tsv"))
        article = filmkg.text.read_article(Document(path.stem, str(path), path.read_bytes()))
        for tokens, found in annotate.sentences_of(article, lexicon):
            line = letters(article.text, tokens, found)
            runs.extend(
                (run, label) for run in find_runs(tokens, line, found, words)
                if (label := label_of(run, tokens, article.text, kinds)) is not None
            )  # fmt: skip
    counted = Counter(f for run, _ in runs for f in set(run.features))
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{f: 1.0 for f in run.features if counted[f] >= MIN_COUNT} for run, _ in runs])
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-5)
    model.fit(matrix, [label for _, label in runs])
    rows = dict(zip(model.classes_, model.coef_, strict=True))
    bias = dict(zip(model.classes_, model.intercept_, strict=True))
    lines = [f"# Weights of the typing of names: {len(paths)} articles, scripts/train_names.py; Apache-2.0"]
    for feature, index in sorted(vectorizer.vocabulary_.items()):
        offset = {k: bias[k] if feature == "bias" else 0.0 for k in rows}
        values = [
            round(float(rows[k][index] + offset[k] - rows["none"][index] - offset["none"]), 3)
            if k in rows
            else (-9.0 if feature == "bias" else 0.0)
            for k in KINDS
        ]
        if max(map(abs, values)) >= SMALLEST:
            lines.append(f"{feature}\t{' '.join(map(str, values))}")
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (args.out / "words.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(len(paths), "articles", Counter(label for _, label in runs), len(lines), "features", len(words), "words")


def label_of(run: Run, tokens: Tokens, text: str, kinds: dict[str, Counter[Kind]]) -> str | None:
    """Return what a run is, "none", or None where the gold does not tell."""
    span = tokens.span(run.start, run.end)
    name = fold(text[span.start_char : span.end_char])
    if name in kinds:
        return kinds[name].most_common(1)[0][0].value
    parts = set(name.split())
    for known, counter in kinds.items():
        if not name or not parts:
            return None
        if counter.most_common(1)[0][0] is Kind.PERSON and known.split()[-1:] == [name]:
            return None
        if len(known) > 3 and (f" {known} " in f" {name} " or f" {name} " in f" {known} "):
            return "none"
    if len(parts) > 1 and any(f.startswith("rule:person") for f in run.features):
        return None  # a person without a fact is still a person
    return "none"


if __name__ == "__main__":
    main()
