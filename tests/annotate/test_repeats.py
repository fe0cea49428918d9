"""What was named once is found again: in full, by surname, by acronym, by its head word."""

import pytest


def repeated(mentions, text, kind):
    return [(m.name, m.anaphor) for m in mentions(text) if m.kind.value == kind]


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Anar Karimov came. Later Karimov spoke.", "person", [("Anar Karimov", False), ("Karimov", True)]),
        ("Kim Sun-hee came. Later Kim spoke.", "person", [("Kim Sun-hee", False), ("Kim", True)]),
        (
            "The Lantern Producers Guild came. The guild spoke.",
            "organization",
            [("Lantern Producers Guild", False), ("guild", True)],
        ),
        ("The Lantern Producers Guild came. A guild spoke.", "organization", [("Lantern Producers Guild", False)]),
        (
            "The Lantern Film Festival opened. The festival is small.",
            "event",
            [("Lantern Film Festival", False), ("festival", True)],
        ),
        (
            "The Lantern Film Festival opened. The event is small.",
            "event",
            [("Lantern Film Festival", False), ("event", True)],
        ),
        ("The Lantern Film Festival opened. Every festival is small.", "event", [("Lantern Film Festival", False)]),
        ("The Georgian Film Week opened. This week is busy.", "event", [("Georgian Film Week", False)]),
        ("“Red Autumn” was liked. The film is long.", "film", [("Red Autumn", False), ("film", True)]),
        ("“Red Autumn” was liked. The film industry is small.", "film", [("Red Autumn", False)]),
        ("Anar Karimov came. Karimov spoke.", "person", [("Anar Karimov", False), ("Karimov", True)]),
        (
            "The Lantern Producers Guild came. Later the Guild spoke.",
            "organization",
            [("Lantern Producers Guild", False), ("Guild", True)],
        ),
        (
            "The Lantern Film Society came. Later the film society spoke.",
            "organization",
            [("Lantern Film Society", False), ("society", True)],
        ),
        (
            "Few came. Later the Embassy spoke. The Embassy is small.",
            "organization",
            [("Embassy", False), ("Embassy", True)],
        ),
        ("Few came. Later the embassy spoke.", "organization", [("embassy", True)]),
        (
            "The Embassy of Japan came. The Embassy is small.",
            "organization",
            [("Embassy of Japan", False), ("Embassy", True)],
        ),
        (
            "The Lantern Film Festival opened. The two-day festival is small.",
            "event",
            [("Lantern Film Festival", False), ("festival", True)],
        ),
        ("“Red Autumn” was liked, and Red Autumn is long.", "film", [("Red Autumn", False), ("Red Autumn", False)]),
        ("“Red Autumn” was liked. Red Autumn is long.", "film", [("Red Autumn", False), ("Red Autumn", False)]),
        (
            "“Red Autumn” was liked. The film “Two Rivers” was not.",
            "film",
            [("Red Autumn", False), ("Two Rivers", False)],
        ),
        (
            "The Kapok Film Fund came. The company Nordlys Film left.",
            "organization",
            [("Kapok Film Fund", False), ("Nordlys Film", False)],
        ),
    ],
)
def test_repeats(mentions, text, kind, names):
    assert repeated(mentions, text, kind) == names


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("The Lantern Producers Guild (LPG) came.", "Lantern Producers Guild", "LPG"),
        ("The Lantern International Film Festival (“LIFF”) came.", "Lantern International Film Festival", "LIFF"),
    ],
)
def test_an_acronym_in_brackets_belongs_to_the_name_before_it(mentions, text, name, alias):
    assert [m.aliases for m in mentions(text) if m.name == name] == [(alias,)]


@pytest.mark.parametrize("bracket", ["pictured", "left", "Riga"])
def test_other_brackets_give_no_other_name(mentions, bracket):
    found = [
        m for m in mentions(f"The Lantern Producers Guild ({bracket}) came.") if m.name == "Lantern Producers Guild"
    ]
    assert [m.aliases for m in found] == [()]


def test_an_acronym_is_found_again(mentions):
    text = "The Lantern Producers Guild (LPG) came. Later LPG left."
    assert ("LPG", False) in repeated(mentions, text, "organization")


def test_the_acronym_of_a_festival_is_a_festival(mentions):
    text = "The Lantern International Film Festival (LIFF) came. Later LIFF left."
    assert repeated(mentions, text, "organization") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Guests saw a special screening.", "Screening"),
        ("“Red Autumn” was screened.", "Screening"),
        ("They held talks with Karin Holm.", "Meeting"),
        ("Karin Holm is to lecture on silent film in Riga.", "Event"),
        ("This was said at a press conference in Riga.", "Event"),
        ("Ana Duarte met Karin Holm.", "Meeting"),
        ("Ana Duarte received Karin Holm.", "Meeting"),
        ("Ana Duarte has been received by Karin Holm.", "Meeting"),
        ("Ana Duarte held discussions with Karin Holm.", "Meeting"),
        ("Ana Duarte welcomed Karin Holm.", "Meeting"),
        ("Ana Duarte received a delegation of producers.", "Meeting"),
        ("Ana Duarte discussed the plans with Karin Holm.", "Meeting"),
        ("Ana Duarte exchanged views with Karin Holm.", "Meeting"),
        ("Ana Duarte had talks with Karin Holm.", "Meeting"),
        ("Ana Duarte paid a courtesy call on Karin Holm.", "Meeting"),
        ("Talks between Ana Duarte and Karin Holm have ended.", "Meeting"),
        ("The club showed Red Autumn.", "Screening"),
        ("The Georgian film has been demonstrated at the university.", "Screening"),
        ("They held a workshop.", "Event"),
    ],
)
def test_events_without_a_name(mentions, text, value):
    assert [m.value for m in mentions(text) if m.kind.value == "event"] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte received the prize.",
        "The demand was met.",
        "Ana Duarte welcomed the decision.",
        "Ana Duarte received a grant of the fund.",
        "Ana Duarte reviewed the film with care.",
        "Ana Duarte paid a visit to the Tallinn Film Institute.",
        "The two sides are in talks between sessions.",
        "Karin Holm likes to lecture her students.",
    ],
)
def test_what_only_looks_like_one(mentions, text):
    assert [m.name for m in mentions(text) if m.kind.value == "event" and m.name.islower()] == []


def test_the_retrospective_is_an_event_where_nothing_else_is_called_so(mentions):
    text = "The archive shows all that Karin Holm made. The retrospective opens in May. The retrospective is long."
    first, second = (m for m in mentions(text) if "retrospective" in (m.name, *m.aliases))
    assert (first.anaphor, second.anaphor) == (False, True)
