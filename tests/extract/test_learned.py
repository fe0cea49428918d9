"""The learned part: it adds what is likely, takes out what is unlikely, and leaves alone what is sure."""

import math
from dataclasses import replace

import pytest

from filmkg.extract.claimfeatures import FEATURES
from filmkg.extract.extractor import candidate_pairs
from filmkg.extract.families import FAMILIES
from filmkg.extract.learned import decide, weigh
from filmkg.extract.rules import RuleBook, load_rules
from filmkg.extract.signs import signs
from filmkg.extract.weights import CHOICES, COUNT, load_model, model
from filmkg.regression import pack, unpack
from filmkg.trees import read_trees

TEXT = "The Lantern Film Festival at the Kapok Film Fund was small."
VENUE = "Lantern Film Festival | venue | Kapok Film Fund"
SUPPORTER = "Lantern Film Festival | supporter | Kapok Film Fund"
NAMES = signs(lambda names: [(name,) for name in names], lambda told: tuple(name for names in told for name in names))
RULE = next(rule for rule in load_rules().relations if rule.name == "venue/4")  # reads the venue off the text


def model_of(**weights):
    """Make a model to which each relation is out of the question, but for those of event and body with a weight."""
    tables = {family.name: {"bias": pack([-9.0] * len(family.relations))} for family in FAMILIES}
    (family,) = [family for family in FAMILIES if family.name == "event-body"]
    tables[family.name]["bias"] = pack(weights.get(name, -9.0) for name in family.relations)
    return model(tables)


@pytest.fixture
def weighed(read, shown):
    """Return the facts of the text, with their evidence, after the rules and then the model spoke."""

    def facts(learned, *rules):
        reader = read(TEXT, RuleBook((), rules))
        decide(learned, candidate_pairs(reader, learned.signs), reader)
        return dict(zip(shown(reader.ledger), reader.ledger.facts.values(), strict=True))

    return facts


def test_what_is_likely_is_added(weighed):
    found = weighed(model_of(supporter=2.0))
    assert list(found) == [SUPPORTER]
    evidence = found[SUPPORTER]
    assert evidence.rule == "learned: supporter"
    assert evidence.confidence == pytest.approx(1 / (1 + math.exp(-2.0)), abs=0.001)
    assert TEXT[evidence.span.start_char : evidence.span.end_char] == TEXT
    assert TEXT[evidence.focus.start_char : evidence.focus.end_char] == "Lantern Film Festival at the Kapok Film Fund"


def test_what_is_not_likely_is_not_added(weighed):
    assert weighed(model_of(supporter=-0.5)) == {}


@pytest.mark.parametrize(
    ("body", "organizes"), [("Georgian delegation", False), ("Georgian Film Fund", True), ("EU Delegation", True)]
)
def test_a_delegation_of_a_country_attends(read, shown, body, organizes):
    reader = read(f"The {body} was at the Lantern Film Festival.", RuleBook((), ()))
    learned = model_of(organizer=2.0)
    decide(learned, candidate_pairs(reader, learned.signs), reader)
    assert (f"Lantern Film Festival | organizer | {body}" in shown(reader.ledger)) is organizes


def test_trees_judge_what_the_places_say(weighed):
    learned = model_of(supporter=2.0)
    (evidence,) = weighed(replace(learned, trees=read_trees("highest\n0:870 -9000 1000", FEATURES))).values()
    assert evidence.confidence == pytest.approx(1 / (1 + math.exp(-1.0)), abs=0.001)
    assert weighed(replace(learned, trees=read_trees("highest\n0:890 -9000 1000", FEATURES))) == {}


def test_what_a_rule_reads_and_the_model_would_not_state_is_taken_out(weighed):
    unsure = replace(RULE, confidence=0.7)
    assert weighed(model_of(venue=-1.0), unsure) == {}
    assert list(weighed(model_of(venue=0.1), unsure)) == [VENUE]


def test_what_a_nearly_certain_rule_reads_stands(weighed):
    assert list(weighed(model_of(venue=-4.0), replace(RULE, confidence=0.95))) == [VENUE]
    assert weighed(model_of(venue=-4.0), replace(RULE, confidence=0.94)) == {}


def test_what_a_rule_states_has_the_probability_as_its_confidence(weighed):
    found = weighed(model_of(venue=0.0), replace(RULE, confidence=0.9))
    assert found[VENUE].rule == "venue/4"
    assert found[VENUE].confidence == pytest.approx(0.5, abs=0.01)


def test_probabilities_leave_room_for_none(read):
    reader = read(TEXT, RuleBook((), ()))
    learned = load_model()
    weighed = list(weigh(learned, candidate_pairs(reader, learned.signs)))
    assert weighed
    for pair, chances in weighed:
        assert len(chances) == len(pair.family.relations)
        assert all(0 <= chance <= 1 for chance in chances)
        assert sum(chances) < 1


def test_the_features_of_a_pair_say_what_it_is_and_do_not_name_it(read):
    reader = read(TEXT, RuleBook((), ()))
    features = {name for pair in candidate_pairs(reader, NAMES) for name in pair.told}
    assert {"name:fund", "subject name:festiva"} <= features
    assert not [feature for feature in features if "kapok" in feature.lower()]


def test_the_scores_of_a_pair_are_those_of_its_features(read):
    reader, learned = read(TEXT, RuleBook((), (RULE,))), load_model()
    sums, names = candidate_pairs(reader, learned.signs), candidate_pairs(reader, NAMES)
    assert len(sums) == len(names) > 0
    for summed, named in zip(sums, names, strict=True):
        family, count = summed.family, len(summed.family.relations)
        alone = unpack(learned.weights[family.name].total(named.told), count)
        assert unpack(summed.told, count, first=learned.first[family.name], of=COUNT) == alone


def test_the_model_that_is_shipped_is_whole():
    model = load_model()
    names = {family.name for family in FAMILIES} | set(CHOICES)
    assert model.weights.keys() == names
    assert all(model.weights.values())
    assert model.trees
