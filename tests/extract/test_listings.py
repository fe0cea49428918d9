"""Lists whose lines share a layout: the examples of each layout, and what is no such list."""

import tomllib

import pytest

from filmkg.resources import DATA

HEAD = "The programme of the week\n\nRIGA, 12 March 2021\n\nThese are the films:\n\n"
LAYOUTS = tomllib.loads((DATA / "vocabulary" / "listings.toml").read_text(encoding="utf-8"))["layout"]
RULE = "layout of a list"


@pytest.fixture(scope="module")
def told(extracted):
    """Return what a text states, as "film | property | value", with the rule of each."""

    def facts(text):
        extraction = extracted(HEAD + text)
        found = {}
        for fact in extraction.facts:
            value = extraction.nodes[fact.object].label if isinstance(fact.object, int) else str(fact.object)
            value = getattr(fact.object, "lexical", value)
            subject = extraction.nodes[fact.subject]
            found[f"{subject.label if subject.named else subject.type} | {fact.property} | {value}"] = (
                fact.evidence.rule
            )
        return found

    return facts


@pytest.fixture(scope="module")
def listed(told):
    """Return what the layouts of a text alone state."""
    return lambda text: {fact for fact, rule in told(text).items() if rule == RULE}


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout["line"] for layout in LAYOUTS])
def test_a_layout_tells_what_its_examples_say(told, layout):
    assert told(layout["example"].lstrip()).keys() >= set(layout["facts"])


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout["line"] for layout in LAYOUTS])
def test_two_lines_are_no_list(listed, layout):
    assert listed("\n".join(layout["example"].split("\n")[1:3])) == set()


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout["line"] for layout in LAYOUTS])
def test_a_layout_finds_the_films_of_its_examples(annotated, layout):
    annotation = annotated(HEAD + layout["example"].lstrip())
    lines = {annotation.article.text.count("\n", 0, one.subject.start_char) for one in annotation.listed}
    assert len(lines) == len(layout["example"].strip().split("\n"))


@pytest.mark.parametrize(
    "lines",
    [
        # who is from where; who does what; where it is shown
        "Ana Duarte, Chile\nKarin Holm, Estonia\nPavel Berg, Norway\n",
        "Ana Duarte – Karl Holm (Chile)\nIda Novik – Pavel Berg (Estonia)\nLea Kask – Ivo Babic (Norway)\n",
        "Chile: Minister of Culture Ana Duarte\nEstonia: Ambassador Karin Holm\nNorway: Director Pavel Berg\n",
        "Chile – Ana Duarte, Ambassador at Large\nEstonia – Karin Holm, Consul\nNorway – Pavel Berg, Secretary\n",
        "Ana Duarte, Film Critic (Chile)\nKarin Holm, Producer (Estonia)\nPavel Berg, Programmer (Norway)\n",
        "Ana Duarte, Cinema Lantern (Chile)\nKarin Holm, Film Centre (Estonia)\nPavel Berg, Film School (Norway)\n",
        "Ana Duarte: We are glad to be here.\nKarin Holm: It is a good week.\nPavel Berg: Come again soon.\n",
        "Best wishes to all guests.\nThe prize is small.\nThe award went to nobody.\n",
        "Best Film Jury: Ana Duarte, Karin Holm\nBest Short Jury: Ivo Babic, Ida Novik\nJury Award: Lea, Karl Holm\n",
        "Best Film – 10,000 EUR, Ana Duarte\nBest Short – 5,000 EUR, Karin Holm\nJury Award – 2,000 EUR, Pavel Berg\n",
        "The evenings:\n\n10:00 Opening by Ana Berg\n11:00 Lecture by Karin Holm\n12:00 Talk by Ivo Babic\n",
        "Directed by: Ana Duarte\nWritten by: Ana Duarte, Karin Holm\nProduced by: Ivo Babic\n",
        "On the jury:\n\nAna Duarte – Salt Ferry (Chile)\nKarin Holm – Autumn (Estonia)\nPavel Berg – Lamps (Norway)\n",
        "Best Score: Al Bo (A), Ida Oja (B)\nBest Actor: Jo Oja (C), Li Oja (D)\nBest Text: Al Bo (E), Ed Li (F)\n",
    ],
)
def test_other_lists_tell_nothing(annotated, lines):
    assert annotated(HEAD + lines).listed == ()


@pytest.mark.parametrize("nothing", ["“’”", "“ ”", "“‘”", "“…”"])
def test_quotes_around_nothing_are_no_title(extracted, nothing):
    text = f"* {nothing} – Ana Duarte (Chile)\n* “Red Garden” – Karin Holm (Estonia)\n* “Lamps” – Pavel Berg (Norway)\n"
    assert nothing not in {node.label for node in extracted(HEAD + text).nodes}


def test_who_is_nominated_has_won_nothing(annotated):
    lines = "Best Director: Ana Duarte for Salt\nBest Actor: Karl Holm for Lamps\nBest Script: Pavel Berg for Red\n"
    won, nominated = (annotated(HEAD + above + lines).listed for above in ("The winners:\n\n", "Nominated are:\n\n"))
    assert [one.property for one in won].count("recipient") == 3
    assert {one.property for one in nominated} == {"director", "castMember", "screenwriter"}


def test_who_photographs_directs_nothing(annotated):
    lines = "Best Director of Photography: Ana Duarte for Salt\nBest Art Direction: Karl Holm for Lamps\n"
    lines += "Best Music: Ida Novik for Red\n"
    assert not any(one.property == "director" for one in annotated(HEAD + lines).listed)


def test_lines_far_from_each_other_are_no_list(listed):
    prose = "It was a long evening, and many came to see it.\nNobody left before the end of it.\n" * 3
    lines = [
        "Chile: Ana Duarte with The Salt Ferry\n",
        "Estonia: Karin Holm with Red Garden\n",
        "Norway: Pavel Berg with Lamps\n",
    ]
    assert listed(prose.join(lines)) == set()


def test_what_a_list_says_leads_to_its_line(extracted):
    text = (
        HEAD
        + "Chile: Ana Duarte with The Salt Ferry\nEstonia: Karin Holm with Red Garden\nNorway: Pavel Berg with 12\n"
    )
    extraction = extracted(text)
    (fact,) = [
        fact
        for fact in extraction.facts
        if fact.property == "director" and extraction.nodes[fact.subject].label == "12"
    ]
    span = fact.evidence.span
    assert extraction.article.quote(span) == "Norway: Pavel Berg with 12"
