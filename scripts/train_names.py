"""Train the tagging of names from annotated articles and write its weights as text.

Usage: python scripts/train_names.py OUT_FOLDER GOLD_DIR... [--skip PATTERN]

Each GOLD_DIR holds NAME.txt beside NAME.tsv. Writes names.tsv (weights) and words.txt (words that the articles use in
lower case). Needs the extra `train` (python-crfsuite, numpy, scipy). The same input gives the same files.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

import pycrfsuite
from gold import fold, gold_of, read_arguments

import filmkg.annotate as annotate
import filmkg.text
from filmkg.annotate.lexicon import load_lexicon
from filmkg.annotate.signs import signs
from filmkg.annotate.surroundings import elsewhere, told_of
from filmkg.annotate.tagger import KINDS, LABELS, load_given_names
from filmkg.annotate.titles import letters
from filmkg.annotate.tokens import Tokens
from filmkg.extract.rules import load_rules
from filmkg.model import Document, Kind, Mention
from filmkg.resources import DATA

SMALLEST_HUNDREDTHS = 4
TIMES_AN_EXAMPLE = 3
STRENGTH = 0.5
_HEADS = re.compile(
    r"minist|embass|agenc|cent(er|re)|institut|foundation|fund|guild|union|federation|associat|universit|festival"
    r"|delegation|team|group|council|board|committee|commission|studio|film|compan|colleg|academ|school|archive|museum",
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
PLACES = ("event.place", "place.in", "agreement.place")


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
    for relation, _, places, _ in gold_of(path):
        for name in places if relation in PLACES else ():
            if name not in kinds:
                kinds[name][Kind.CITY] = 1
    return kinds


def main() -> None:
    """Train and write both files."""
    out, paths = read_arguments(__doc__)
    counts = Counter(w for p in paths for w in re.findall(r"(?<![\w’'-])[a-z]{2,}", p.read_text(encoding="utf-8")))
    words = frozenset(word for word, count in counts.items() if count >= 1)
    names = signs(
        lambda told: [[name] for name in told],
        lambda told: [*chain.from_iterable(told)],
        words=words,
        given=load_given_names(),
    )
    lexicon = load_lexicon()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": STRENGTH, "max_iterations": 120, "feature.minfreq": 2})
    counted: Counter[str] = Counter()
    articles = [(path.stem, path.read_bytes(), kinds_of(path.with_suffix(".tsv")), 1) for path in paths]
    articles.extend(("example", text.encode(), {}, TIMES_AN_EXAMPLE) for text in examples())
    for name, data, kinds, times in articles:
        article = filmkg.text.read_article(Document(name, name, data))
        sentences = list(annotate.sentences_of(article, lexicon))
        context = elsewhere(sentences)
        for tokens, found in sentences:
            features = told_of(tokens, letters(article.text, tokens, found), found, context, names)
            labels = labels_of(tokens, article.text, found, kinds)
            counted.update(labels)
            for _ in range(times):
                trainer.append(features, labels)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
    lines = [f"# Weights of the tagging of names: {len(paths)} articles, scripts/train_names.py; Apache-2.0"]
    lines.extend(
        f"after:{before}\t" + " ".join(str(hundredths(info.transitions.get((before, label), 0.0))) for label in LABELS)
        for before in LABELS
    )
    by_feature = defaultdict(dict)
    for (feature, label), weight in info.state_features.items():
        if abs(written := hundredths(weight)) >= SMALLEST_HUNDREDTHS:
            by_feature[feature][LABELS.index(label)] = written
    lines.extend(
        f"{feature}\t" + " ".join(f"{number}={weight}" for number, weight in sorted(found.items()))
        for feature, found in sorted(by_feature.items())
    )
    (out / "names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "words.txt").write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
    print(len(paths), "articles", counted, len(lines), "features", len(words), "words")


def hundredths(weight: float) -> int:
    """Return a weight as files have it."""
    return round(weight * 100)


def examples() -> list[str]:
    """Return the examples of the rules: short sentences, in which names are what the rules take them for."""
    rules = load_rules()
    texts = {
        text
        for rule in (*rules.reductions, *rules.relations)
        for text in (*(example.text for example in rule.positive), *rule.negative)
    }
    cues = tomllib.loads((DATA / "vocabulary" / "modality.toml").read_text(encoding="utf-8"))["cue"]
    own = (DATA / "vocabulary" / "name_examples.txt").read_text(encoding="utf-8").splitlines()[1:]
    return sorted(texts | {text for cue in cues for text in (*cue["positive"], *cue["negative"])} | set(own))


def labels_of(tokens: Tokens, text: str, found: list[Mention], kinds: dict[str, Counter[Kind]]) -> list[str]:
    """Return the label of each token: the names of the gold, longest first, and people and bodies without a fact."""
    labels = ["O"] * len(tokens.tokens)
    place = 0
    while place < len(labels):
        end, kind = longest(tokens, text, place, kinds)
        if kind is not None:
            labels[place:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - place - 1)
        place = max(end, place + 1)
    starts = {token.start_char: number for number, token in enumerate(tokens.tokens)}
    for mention in found:
        if (
            mention.kind in (KINDS if not kinds else (Kind.PERSON, Kind.ORGANIZATION))
            and mention.span.start_char in starts
        ):
            first = last = starts[mention.span.start_char]
            while last < len(labels) and tokens.tokens[last].start_char < mention.span.end_char:
                last += 1
            if set(labels[first:last]) == {"O"}:
                labels[first:last] = [f"B-{mention.kind}"] + [f"I-{mention.kind}"] * (last - first - 1)
    return labels


def longest(tokens: Tokens, text: str, start: int, kinds: dict[str, Counter[Kind]]) -> tuple[int, Kind | None]:
    """Return the end and kind of the longest name that begins with a token; a head alone is none."""
    token = tokens.tokens[start]
    if not (
        token.text[0].isupper() or token.text[0].isdigit() or tokens.classes[start] == "Q" or token.text[0].islower()
    ):
        return start, None
    for end in range(min(len(tokens.tokens), start + 16), start, -1):
        span = tokens.span(start, end)
        words = text[span.start_char : span.end_char]
        if not (words[-1].isalnum() or tokens.classes[end - 1] == "Q" or words[-1] in "!?.)"):
            continue
        name = fold(words)
        if name not in kinds:
            continue
        kind = kinds[name].most_common(1)[0][0]
        if token.text == "the" or (token.text == "The" and kind is not Kind.FILM):
            return start, None
        if tokens.classes[start:end] in ("N", "D", "G") and kind in (Kind.ORGANIZATION, Kind.CITY):
            continue  # a country that organises or signs is still a country; the gazetteer knows its cities
        if tokens.classes[end - 1] in ",.-" or (end - start == 1 and tokens.classes[start] in "OEVAMRSFoevamrsf"):
            continue
        if words.islower() and kind is not Kind.EVENT and kind is not Kind.AWARD:
            continue
        return end, kind
    return start, None


if __name__ == "__main__":
    main()
