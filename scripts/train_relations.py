"""Train the learned part of the extraction from annotated articles and write its weights as text.

Usage: python scripts/train_relations.py OUT GOLD_DIR... [--skip PATTERN]

Each GOLD_DIR holds NAME.txt beside NAME.tsv (relation, subject, object; "?" before an optional fact). Needs the extra
`train` (python-crfsuite, numpy, scipy). The same input gives the same file.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from fitting import STRENGTH, Example, lines_of, train
from gold import GoldFact, fold, gold_of, read_arguments
from labels import CLASS_OF, CLASS_WORD, GENERIC, OF_EVENTS, label_of, names_of

import filmkg.annotate
import filmkg.text
from filmkg.extract.carried import state_carried
from filmkg.extract.eventclass import CLASSES
from filmkg.extract.eventfeatures import class_features, events_of, main_features, naming_features, setting_of
from filmkg.extract.extractor import Knowledge, candidate_pairs, load_knowledge, read_rules
from filmkg.extract.families import FAMILIES
from filmkg.extract.learned import decide
from filmkg.extract.modality import told_in, with_status
from filmkg.extract.reading import Reading
from filmkg.extract.rules import RuleBook
from filmkg.extract.signs import signs
from filmkg.extract.statusfeatures import status_features
from filmkg.extract.statusrows import STATUSES
from filmkg.extract.statussigns import StatusSigns
from filmkg.extract.things import Thing
from filmkg.extract.weights import EVENT_CLASS, MAIN, STATUS, model
from filmkg.model import Annotation, Article, Document, Kind
from filmkg.regression import pack
from filmkg.resources import DATA

TIMES_AN_EXAMPLE = 3  # the examples of cues are few and plain
STRENGTH_OF_MAIN = 0.1  # few examples
STRENGTH_OF_STATUS = 1.0


def labelled(paths: list[Path], knowledge: Knowledge) -> dict[str, list[Example]]:
    """Return the pairs of all articles by family, each with its relation or "none"."""
    annotate = filmkg.annotate.load()
    names_of_features = signs(lambda names: [(name,) for name in names], lambda told: tuple(chain.from_iterable(told)))
    result: dict[str, list[Example]] = defaultdict(list)
    for path in paths:
        article = filmkg.text.read_article(Document(path.stem, str(path), path.read_bytes()))
        reading = read_rules(annotate(article), knowledge)
        pairs = candidate_pairs(reading, names_of_features)
        state_carried(reading)
        names = names_of(reading)
        gold = gold_of(path.with_suffix(".tsv"))
        for pair in pairs:
            label = label_of(pair, reading.annotation, names, gold, reading.cast.thing_of)
            if label is not None:
                result[pair.family.name].append(((path.stem, pair.object), pair.told, label))
    return result


def read_names(
    path: Path, annotate: Callable[[Article], Annotation], knowledge: Knowledge
) -> tuple[Reading, dict[int, set[str]], list[GoldFact]]:
    """Return an article read without rules, the folded names of its things, and its gold facts."""
    annotation = annotate(filmkg.text.read_article(Document(path.stem, str(path), path.read_bytes())))
    reading = read_rules(annotation, replace(knowledge, rules=RuleBook((), ())))
    return reading, names_of(reading), gold_of(path.with_suffix(".tsv"))


def class_examples(paths: list[Path], knowledge: Knowledge) -> list[Example]:
    """Return the events of all articles with their class in the gold, "none" being those that it does not speak of."""
    knowledge = replace(knowledge, model=model({MAIN: {}, EVENT_CLASS: {}}))
    annotate, examples = filmkg.annotate.load(), list[Example]()
    for path in paths:
        reading, names, gold = read_names(path, annotate, knowledge)
        setting, events = setting_of(reading.annotation, reading.sentences), events_of(reading.cast.things)
        naming = naming_features(events, setting)
        for thing in events:
            label = class_of(thing, names[thing.number], reading, gold)
            if label is not None:
                features = class_features(thing, naming[thing.number], events, setting)
                examples.append(((path.stem, thing.number), features, label))
    return examples


def class_of(thing: Thing, names: set[str], reading: Reading, gold: list[GoldFact]) -> str | None:
    """Return the class of an event in the gold, "none", or None where that cannot be told.

    One without a name is told by what the gold states of an event of its class in the sentences that name it.
    """
    types = [(subjects, min(values)) for relation, subjects, values, _ in gold if relation == "event.type"]
    for subjects, type_ in types:
        if (names - GENERIC) & subjects:
            return CLASS_OF[type_]
    if thing.named:
        return "none"
    word = next((word for word, name in CLASS_OF.items() if name == thing.type), "festival")
    told = [values for relation, subjects, values, _ in gold if relation in OF_EVENTS and word in subjects]
    spans = [reading.sentences.all[n].span for n in map(reading.sentences.at, thing.starts) if n is not None]
    near: set[str] = set()
    for mention in reading.annotation.mentions:
        if any(span.covers(mention.span) for span in spans):
            near |= {fold(name) for name in (mention.name, *mention.aliases)}
            near |= {fold(mention.value.split("/")[0])} if mention.kind is Kind.DATE else set()
    if any(values & near for values in told):
        return thing.type
    return None if any(word in subjects for subjects, _ in types) else "none"


def status_examples(paths: list[Path], knowledge: Knowledge) -> list[Example]:
    """Return what has one status in the gold, and the examples of the cues, each an article of one sentence."""
    annotate = filmkg.annotate.load()
    examples: list[Example] = []
    for path in paths:
        article = filmkg.text.read_article(Document(path.stem, str(path), path.read_bytes()))
        reading = read_rules(annotate(article), knowledge)
        decide(knowledge.model, candidate_pairs(reading, knowledge.model.signs), reading)
        state_carried(reading)
        names, signs = names_of(reading), StatusSigns(knowledge.cues, reading)
        gold = gold_of(path.with_suffix(".tsv"))
        for thing, what in with_status(reading):
            sentences = told_in(thing, reading)
            called = names.get(thing.number, {"event", thing.type.lower(), CLASS_WORD.get(thing.type, "")})
            own = called - GENERIC if thing.named else called - ({"event"} if thing.type != "Event" else set())
            told = {value for relation, subjects, values, _ in gold
                    if relation == f"{what}.status" and subjects & own for value in values}  # fmt: skip
            if sentences and len(told) == 1:
                features = status_features(thing, sentences, what, signs, reading)
                examples.append(((path.stem, thing.number), tuple(features), told.pop()))
    for text, of, status in cue_examples():
        reading = read_rules(annotate(filmkg.text.read_article(Document("example", text, text.encode()))), knowledge)
        signs = StatusSigns(knowledge.cues, reading)
        for thing, what in with_status(reading):
            if of in (what, "any") and (sentences := told_in(thing, reading)):
                features = status_features(thing, sentences, what, signs, reading)
                examples.extend(
                    ((text, thing.number, time), tuple(features), status) for time in range(TIMES_AN_EXAMPLE)
                )
    return examples


def cue_examples() -> list[tuple[str, str, str]]:
    """Return the examples of the cues, each an article of one sentence: text, what it is of, status."""
    cues = tomllib.loads((DATA / "vocabulary" / "modality.toml").read_text(encoding="utf-8"))["cue"]
    return [(text, cue.get("of", "any"), cue["status"]) for cue in cues for text in cue["positive"]]


def main_examples(paths: list[Path], knowledge: Knowledge) -> list[Example]:
    """Return the events of all articles, "main" being the one of which the gold tells most."""
    annotate, examples = filmkg.annotate.load(), list[Example]()
    for path in paths:
        reading, names, gold = read_names(path, annotate, knowledge)
        told: Counter[frozenset[str]] = Counter()
        for relation, subjects, _, required in gold:
            if relation.startswith("event.") and required:
                told[frozenset(subjects)] += 1
        setting, events = setting_of(reading.annotation, reading.sentences), events_of(reading.cast.things)
        rows = []
        for thing, features in main_features(events, naming_features(events, setting), setting):
            own = names[thing.number] - ({"event", "festival", "film days"} if thing.named else set())
            rows.append((features, sum(count for subjects, count in told.items() if own & subjects)))
        most = max((count for _, count in rows), default=0)
        if most >= 3:
            examples.extend((path.stem, features, "main" if count == most else "none") for features, count in rows)
    return examples


def fit(paths: list[Path]) -> list[str]:
    """Train all families and choices from some articles; return the lines of the file."""
    knowledge = load_knowledge(model({}))
    lines = [f"# Weights of the learned part: {len(paths)} articles, scripts/train_relations.py; Apache-2.0"]
    chosen: dict[str, dict[str, int]] = {EVENT_CLASS: {}, MAIN: {}}
    for name, examples_of, relations, strength in (
        (EVENT_CLASS, class_examples, CLASSES, STRENGTH),
        (MAIN, main_examples, ("main",), STRENGTH_OF_MAIN),
    ):
        examples = examples_of(paths, replace(knowledge, model=model(chosen)))
        weights = train(examples, relations, strength=strength)
        chosen[name] = {feature: pack(values) for feature, values in weights.items()}
        lines.extend(lines_of(name, weights))
    data = labelled(paths, replace(knowledge, model=model(chosen)))
    for family in FAMILIES:
        weights = train(data[family.name], family.relations)
        chosen[family.name] = {feature: pack(values) for feature, values in weights.items()}
        lines.extend(lines_of(family.name, weights))
        print(
            family.name,
            len(data[family.name]),
            Counter(label for *_, label in data[family.name]).most_common(5),
            len(weights),
        )
    examples = status_examples(paths, replace(knowledge, model=model(chosen)))
    lines.extend(lines_of(STATUS, train(examples, STATUSES, strength=STRENGTH_OF_STATUS)))
    return lines


def main() -> None:
    """Train all families and write the file."""
    out, paths = read_arguments(__doc__)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(fit(paths)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
