"""The rules as data: each fires in its examples and not in its counter-examples; how patterns are written."""

import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from filmkg.extract.facts import Ledger
from filmkg.extract.patterns import expand
from filmkg.extract.reading import Reading
from filmkg.extract.requirements import requirement_of
from filmkg.extract.rules import Rule, RuleBook, load_rules
from filmkg.extract.stream import LETTERS
from filmkg.model import Kind
from filmkg.resources import DATA
from filmkg.vocab import CLASSES, PROPERTIES

BOOK = load_rules()
# What a rule may state besides properties: both ends of a date, the other title of a film, who met whom, what somebody
# did for a film by role or prize, who made all films of a retrospective.
PSEUDO_PROPERTIES = {"when", "titleVariant", "credited", "prizedFor", "filmsOf", "metBy"}


def base(name: str) -> str:
    """Return the name of the rule that a pattern belongs to: "organises/2" is the second one of "organises"."""
    return re.sub(r"/\d+$", "", name)


def grouped(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(base(rule.name), []).append(rule)
    return groups


REDUCTIONS, RELATIONS = grouped(BOOK.reductions), grouped(BOOK.relations)
RULES = REDUCTIONS | RELATIONS
POSITIVE = [
    pytest.param(name, example, id=f"{name}: {example.text}")
    for name, (rule, *_) in RULES.items()
    for example in rule.positive
]
NEGATIVE = [
    pytest.param(name, text, id=f"{name}: {text}") for name, (rule, *_) in RULES.items() for text in rule.negative
]


@pytest.fixture(scope="session")
def found(
    read: Callable[[str, RuleBook], Reading], shown: Callable[[Ledger], dict[str, str]]
) -> Callable[[str, str], dict[str, set[str]]]:
    """Return what each pattern of a rule states in a text; a pattern that finds nothing is left out."""

    def of_reduction(rule: Rule, text: str) -> set[str] | None:
        place = BOOK.reductions.index(rule)
        before, after = (read(text, RuleBook(BOOK.reductions[:end], ())) for end in (place, place + 1))
        facts = {fact for fact, name in shown(after.ledger).items() if name == rule.name}
        # One that states nothing does its work by shortening the stream.
        return facts or (None if rule.templates or after.stream == before.stream else set())

    def of_relation(rule: Rule, text: str) -> set[str] | None:
        makers = [other for other in BOOK.relations if any(t.make == "Membership" for t in other.templates)]
        needed = makers if any(t.subject == "@membership" for t in rule.templates) else []
        if "filmsOf" in rule.properties:
            needed = [other for other in BOOK.relations if "screens" in other.properties]
        reader = read(text, RuleBook(BOOK.reductions, (*needed, rule)))
        return {fact for fact, name in shown(reader.ledger).items() if name == rule.name} or None

    def each(name: str, text: str) -> dict[str, set[str]]:
        look = of_reduction if name in REDUCTIONS else of_relation
        facts = {rule.name: look(rule, text) for rule in RULES[name]}
        return {pattern: states for pattern, states in facts.items() if states is not None}

    return each


@pytest.mark.parametrize(("name", "example"), POSITIVE)
def test_a_rule_finds_its_examples(found, name, example):
    states = found(name, example.text)
    assert states != {}
    assert set(example.facts) <= set().union(*states.values())


@pytest.mark.parametrize(("name", "text"), NEGATIVE)
def test_a_rule_leaves_alone_what_only_looks_like_it(found, name, text):
    assert found(name, text) == {}


@pytest.mark.parametrize("name", RULES)
def test_each_pattern_of_a_rule_has_an_example(found, name):
    used = {pattern for example in RULES[name][0].positive for pattern in found(name, example.text)}
    assert used == {rule.name for rule in RULES[name]}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_examples_of_both_kinds(name):
    rule = RULES[name][0]
    assert len(rule.positive) >= 2
    assert rule.negative
    texts = [*(example.text for example in rule.positive), *rule.negative]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", [name for name, (rule, *_) in RULES.items() if rule.templates])
def test_what_a_rule_states_is_in_the_vocabulary(name):
    for rule in RULES[name]:
        for template in rule.templates:
            assert {part for part, _ in template.parts} <= {*PROPERTIES, *PSEUDO_PROPERTIES}
            assert template.make in {*CLASSES, ""}
        assert 0 < rule.confidence <= 1


def test_names_are_unique():
    names = [rule.name for rule in (*BOOK.reductions, *BOOK.relations)]
    assert len(set(names)) == len(names)
    assert not REDUCTIONS.keys() & RELATIONS.keys()


def test_a_rule_names_only_slots_that_one_of_its_patterns_has():
    for name, rules in RULES.items():
        slots = {slot for rule in rules for slot in rule.pattern.groupindex}
        for template in rules[0].templates:
            asked = {template.subject, *(slot for _, slot in template.parts)}
            assert {slot.rstrip("?*") for slot in asked if slot and slot[0] not in "@=#"} <= slots, name
    for rule in BOOK.reductions:
        assert not rule.keep or rule.keep in rule.pattern.groupindex


def test_every_macro_and_verb_is_used():
    folder = DATA / "rules"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    used = {name for text in texts.values() for name in re.findall(r"<([a-z_]+)(?:\.[a-z]+)?>", text)}
    macros = {name for text in texts.values() for name in tomllib.loads(text).get("macros", {})}
    verbs = tomllib.loads(texts["verbs.toml"])
    assert macros | verbs["family"].keys() <= used
    heads = {verb.split()[0] for family in verbs["family"].values() for verb in family}
    assert verbs["irregular"].keys() <= heads


FILM, PERSON, ROLE = (LETTERS[kind] for kind in (Kind.FILM, Kind.PERSON, Kind.ROLE))


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        ("{f:FILM} by {p:PERSON}", f"{FILM} by {PERSON}", {"f": FILM, "p": PERSON}),
        ("{x:FILM|PERSON} ran", f"{PERSON} ran", {"x": PERSON}),
        ("by {p:PERSON+}", f"by {PERSON}, {PERSON} and the {PERSON}", {"p": f"{PERSON}, {PERSON} and the {PERSON}"}),
        ("by {p:PERSON+}", f"by {PERSON} and {FILM}", {"p": PERSON}),
        ("{p:PERSON*} ran", f"{PERSON} saw {PERSON} ran", {"p": f"{PERSON} saw {PERSON}"}),
        ("{ROLE} {p:PERSON}", f"{ROLE} {PERSON}", {"p": PERSON}),
        ("<verb> {f:FILM}", f"made {FILM}", {"f": FILM}),
        ("<verb.pp> {f:FILM}", f"unmade {FILM}", {"f": FILM}),
    ],
)
def test_a_pattern_is_a_regular_expression_over_the_stream(pattern, text, groups):
    match = re.match(expand(pattern, {"verb": "made|<other>", "verb.pp": "unmade", "other": "shot"}), text)
    assert match is not None
    assert match.groupdict() == groups


def rules_in(folder: Path, rule: str) -> RuleBook:
    for name in ("macros.toml", "verbs.toml"):
        (folder / name).write_bytes((DATA / "rules" / name).read_bytes())
    (folder / "own.toml").write_text(rule, encoding="utf-8")
    return load_rules(folder)


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("<organise>", ("organises", "organized", "held", "puts on"), ("organising", "holding", "organisation")),
        ("<organise.pp>", ("organised", "held", "put on", "run"), ("organises", "ran")),
        ("<organise.ing>", ("organising", "holding", "putting on", "running"), ("organised",)),
        ("<organise.base>", ("organise", "hold", "put on"), ("held",)),
        ("<organise.all>", ("organises", "holding", "run", "ran"), ("organisation",)),
        ("<sign.pp>", ("signed", "ratified", "struck", "initialled"), ("signing",)),
    ],
)
def test_a_verb_family_stands_for_its_forms(tmp_path, pattern, matching, other):
    rule = f"[[rule]]\nname = 'own'\npattern = '{pattern}'\nfacts = [['@event', 'place', 'p']]\n"
    (rule,) = rules_in(tmp_path, rule).relations
    assert [word for word in (*matching, *other) if rule.pattern.fullmatch(word)] == list(matching)


@pytest.mark.parametrize(
    "line", ["pattern = '('", "pattern = '<nonsense>'", "pattern = '{p:NONSENSE}'", "facts = [['a', 'b', 'c']]"]
)
def test_a_malformed_rule_is_named(tmp_path, line):
    with pytest.raises(ValueError, match=r"own\.toml: rule 'broken'"):
        rules_in(tmp_path, f"[[rule]]\nname = 'broken'\n{line}\n")


def test_a_rule_needs_the_same_read_alone_as_among_others():
    for rule in (*BOOK.reductions, *BOOK.relations):
        assert rule.needs == requirement_of(rule.expression)
