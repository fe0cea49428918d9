"""Read the facts off an annotated article: the fourth stage. `load()` reads the rules once and gives the extractor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from filmkg.extract.assemble import assemble
from filmkg.extract.carried import state_carried
from filmkg.extract.coreference import cast
from filmkg.extract.learned import decide, load_model, weigh_main
from filmkg.extract.mainevent import main_event
from filmkg.extract.modality import load_modality, state_status
from filmkg.extract.pairs import candidate_pairs
from filmkg.extract.relations import Reader
from filmkg.extract.rules import load_rules
from filmkg.extract.stream import build_stream
from filmkg.model import Annotation, Extraction

__all__ = ["load"]


def load() -> Callable[[Annotation], Extraction]:
    """Read the rules and return the extractor, a function from annotation to extraction."""
    rules, cues, model = load_rules(), load_modality(), load_model()
    choose = partial(main_event, weigh=partial(weigh_main, model))

    def extract(annotation: Annotation) -> Extraction:
        people = cast(annotation, choose)
        stream = build_stream(annotation)
        reader = Reader(annotation, people, stream)
        ledger = reader.read(rules)
        pairs = candidate_pairs(annotation, people, stream, reader.stream, reader.fired)
        decide(model, pairs, annotation, ledger)
        state_carried(annotation, people, ledger)
        state_status(annotation, people, ledger, cues)
        return assemble(annotation, people, ledger)

    return extract
