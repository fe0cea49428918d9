"""Prizes that only what stands beside them tells, and what is no part of a prize's name."""

import pytest

HEADLINE = "The news of the week in film\n\nRIGA, 12 March 2021\n\nIt has been a good week.\n\n"


def prizes(named, text):
    return [name for kind, name in named(HEADLINE + text) if kind == "award"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The festival's main prize, the Welwitschia, went to Ana Duarte.", ["Welwitschia"]),
        ("The Amber Elk, the top award, was given to Ana Duarte.", ["Amber Elk", "top award"]),
        ("The festival will give its Lake Pearl for lifetime achievement to Ana Duarte.", ["Lake Pearl"]),
        ("The film won the Salt Cross at the Lantern Film Festival.", ["Salt Cross"]),
        ("Ana Duarte, a Tanit d'argent winner at the Lantern Film Festival, came.", ["Tanit d'argent"]),
        ("She got an honorary Welwitschia in 1999.", ["honorary Welwitschia"]),
    ],
)
def test_what_stands_beside_it_tells_a_prize(named, text, names):
    assert prizes(named, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The festival's main guest, the Norwegian envoy, went home.",
        "She received the Minister of Culture at the Lantern Film Festival.",
        "The embassy received the Kapok Film Fund for a talk.",
        "The prize, the Kapok Film Fund said, was big.",
        "It took the Orion Cinema for a house.",
    ],
)
def test_what_is_something_else_is_no_prize(named, text):
    assert prizes(named, text) in ([], ["prize"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The jury gave the €3,000 Pitch Award to Ana Duarte.", ["Pitch Award"]),
        ("The jury gave the Best Project Prize of KRW 5 million to Ana Duarte.", ["Best Project Prize"]),
    ],
)
def test_what_it_is_worth_is_no_part_of_a_prize(named, text, names):
    assert prizes(named, text) == names
