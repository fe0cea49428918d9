"""The steps from annotation to extraction, in their order."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from filmkg.extract.assemble import assemble
from filmkg.extract.backers import leave_out_accrediting, leave_out_backers_of_films
from filmkg.extract.cards import state_cards
from filmkg.extract.carried import state_carried
from filmkg.extract.coreference import cast
from filmkg.extract.cues import Cue, load_cues
from filmkg.extract.employers import state_employers
from filmkg.extract.facts import Ledger
from filmkg.extract.families import FAMILIES, UNREDUCED, by_object
from filmkg.extract.laureates import state_laureates
from filmkg.extract.learned import decide
from filmkg.extract.listings import state_listings
from filmkg.extract.matching import view
from filmkg.extract.modality import state_status
from filmkg.extract.pairs import Pair, Surroundings, find_pairs
from filmkg.extract.parties import settle_parties
from filmkg.extract.reader import apply_rules, apply_rules_of_makers, apply_rules_of_memberships
from filmkg.extract.reading import Reading
from filmkg.extract.rules import RuleBook, load_rules
from filmkg.extract.selves import leave_out_selves
from filmkg.extract.sentences import index_sentences
from filmkg.extract.signs import Signs, Told
from filmkg.extract.stream import build_stream
from filmkg.extract.weights import Model, load_model
from filmkg.extract.wording import Wording, load_wording
from filmkg.model import Annotation, Extraction, Value
from filmkg.naming.english import load_english

_BEFORE = by_object(family for family in FAMILIES if family.name in UNREDUCED)
_AFTER = by_object(family for family in FAMILIES if family.name not in UNREDUCED)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that this stage knows, as the data files have it."""

    rules: RuleBook
    wording: Wording
    cues: tuple[Cue, ...]
    english: AbstractSet[str]
    model: Model


def load_knowledge(model: Model | None = None) -> Knowledge:
    """Read the data files; the weights too, unless others are given."""
    return Knowledge(load_rules(), load_wording(), load_cues(), load_english(), model or load_model())


def load() -> Callable[[Annotation], Extraction]:
    """Read the data files and return the extractor, a function from annotation to extraction."""
    knowledge = load_knowledge()

    def extract(annotation: Annotation) -> Extraction:
        reading = read_facts(annotation, knowledge)
        state_status(knowledge.cues, knowledge.model, reading)
        leave_out_accrediting(reading)
        settle_parties(reading)
        return assemble(reading)

    return extract


def read_facts(annotation: Annotation, knowledge: Knowledge) -> Reading:
    """Return an article with all that it states, but for what became of it."""
    reading = read_rules(annotation, knowledge)
    decide(knowledge.model, candidate_pairs(reading, knowledge.model.signs), reading)
    apply_rules_of_memberships(knowledge.rules, reading)
    state_employers(reading)
    state_cards(reading)
    state_laureates(reading)
    state_listings(reading)
    apply_rules_of_makers(knowledge.rules, reading)
    state_carried(reading)
    leave_out_selves(reading)
    leave_out_backers_of_films(reading)
    return reading


def read_rules(annotation: Annotation, knowledge: Knowledge) -> Reading:
    """Return an article with what the rules state of it."""
    sentences = index_sentences(annotation.article)
    people = cast(annotation, sentences=sentences, wording=knowledge.wording, model=knowledge.model)
    stream = build_stream(annotation)
    reading = Reading(
        annotation=annotation,
        sentences=sentences,
        cast=people,
        wording=knowledge.wording,
        english=knowledge.english,
        unreduced=stream,
        view=view(stream),
        ledger=Ledger(people),
    )
    apply_rules(knowledge.rules, reading)
    return reading


def candidate_pairs(reading: Reading, signs: Signs[Told]) -> list[Pair[Told]]:
    """Return the pairs that the model weighs: people's posts before the reductions, the others after them."""
    parts = parts_played(reading.ledger)
    surroundings = Surroundings(reading.annotation, reading.cast, reading.fired, parts, reading.english, signs)
    return [
        *find_pairs(surroundings, reading.unreduced, families=_BEFORE),
        *find_pairs(surroundings, reading.stream, families=_AFTER),
    ]


def parts_played(ledger: Ledger) -> dict[int, tuple[str, ...]]:
    """Return by thing the parts that it plays in what is stated, each once.

    "director<" for a director, "post:ambassador" for who has a post of which this is the last word.
    """
    parts: dict[int, dict[str, None]] = {}
    for subject, name, value in ledger.facts:
        parts.setdefault(subject, {})[f"{name}>"] = None
        if isinstance(value, int):
            parts.setdefault(value, {})[f"{name}<"] = None
            if name == "holder":
                titles = (
                    title.lexical for title in ledger.objects(subject, "positionTitle") if isinstance(title, Value)
                )
                parts[value] |= {f"post:{title.lower().split()[-1]}": None for title in titles}
    return {thing: tuple(played) for thing, played in parts.items()}
