"""What names say by themselves: edition, country of the films, place, kind of body."""

import pytest


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "The 2nd Turkish Film Week in Cologne began.",
            {"edition | 2", "presentsCinemaOf | Türkiye", "place | Cologne"},
        ),
        ("Days of Georgian Cinema in Chile began.", {"presentsCinemaOf | Georgia", "place | Chile"}),
        ("The Riga Film Festival began.", {"place | Riga"}),
        ("The inaugural Lantern Film Festival began.", {"edition | 1"}),
        ("The 5th International Lantern Film Festival began.", {"edition | 5"}),
        (
            "The Lantern Film Festival 2019 was organised by the Kapok Film Fund.",
            {"startDate | 2019"},
        ),
        ("The Baku Film Agency came.", {"organizationType | agency"}),
        ("The Georgian Embassy in Riga gave money.", {"organizationType | embassy", "place | Riga"}),
        ("It was shown at Riga's Splendid Cinema.", {"place | Riga"}),
    ],
)
def test_what_a_name_carries(stated, text, facts):
    found = {fact.split(" | ", 1)[1] for fact in stated(text)}
    assert facts <= found


@pytest.mark.parametrize(
    ("text", "not_stated"),
    [
        ("The Georgian International Film Festival began.", "presentsCinemaOf"),
        ("The Georgian Culture Days began.", "presentsCinemaOf"),
        ("The Georgian Film Agency gave money.", "presentsCinemaOf"),
        ("The Lantern Society gave money to the WFPA.", "edition"),
    ],
)
def test_what_a_name_does_not_carry(stated, text, not_stated):
    assert [fact for fact in stated(text) if f"| {not_stated} |" in fact] == []


def test_the_evidence_is_the_name_in_its_sentence(extracted):
    extraction = extracted("It rained. The 2nd Turkish Film Week in Cologne began.")
    quote = extraction.article.quote
    carried = [fact.evidence for fact in extraction.facts if fact.evidence.rule == "carried by the name"]
    assert {quote(evidence.focus) for evidence in carried} == {"2nd Turkish Film Week in Cologne"}
    assert {quote(evidence.span) for evidence in carried} == {"The 2nd Turkish Film Week in Cologne began."}


def test_a_place_of_a_name_is_the_place_of_the_text(extracted):
    extraction = extracted("The Turkish Film Week in Cologne began. Cologne is busy.")
    assert [node.label for node in extraction.nodes if node.type == "City"] == ["Cologne"]
