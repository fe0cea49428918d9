"""Nothing is a member, part or organiser of itself, and no invalid graph comes of what was read in two ways."""

import pytest

from filmkg.extract.rules import RuleBook
from filmkg.extract.selves import leave_out_selves
from filmkg.model import Evidence, Span

EVIDENCE = Evidence(Span(0, 5), Span(0, 5), "test", 0.9)
TEXT = "Ana Duarte met the Kapok Film Fund, the Georgian Film Week, the Lantern Producers Guild (LPG) in Riga, Latvia."


@pytest.fixture
def reading(read):
    """An article of which nothing is stated yet."""
    return read(TEXT, RuleBook((), ()))


def make(reading, type_, label):
    return reading.ledger.make(type_, label=label)


def left(reading):
    leave_out_selves(reading)
    return set(reading.ledger.facts)


@pytest.mark.parametrize("name", ["Kapok Film Fund", "the Kapok Film Fund", "Kapok Cinema Fund"])
@pytest.mark.parametrize(
    ("subject", "property_", "object_"),
    [
        ("FilmFestival", "organizer", "Organization"),
        ("Event", "partOf", "Event"),
        ("Organization", "parent", "Organization"),
        ("Organization", "accredits", "FestivalSeries"),
        ("City", "place", "City"),
        ("FilmDays", "screens", "Film"),
    ],
)
def test_nothing_is_related_to_what_is_called_alike(reading, name, subject, property_, object_):
    fact = (make(reading, subject, "Kapok Film Fund"), property_, make(reading, object_, name))
    reading.ledger.state(*fact, EVIDENCE)
    assert fact not in left(reading)


@pytest.mark.parametrize(
    ("subject", "property_", "object_", "name"),
    [
        ("City", "place", "Country", "Kapok"),
        ("Screening", "screens", "Film", "Kapok"),
        ("FilmFestival", "organizer", "Organization", "Kapok Fund"),
        ("FilmFestival", "organizer", "Organization", "Kapok"),
    ],
)
def test_what_can_be_called_alike_stays(reading, subject, property_, object_, name):
    fact = (make(reading, subject, "Kapok"), property_, make(reading, object_, name))
    reading.ledger.state(*fact, EVIDENCE)
    assert fact in left(reading)


def test_a_membership_in_itself_goes_whole_and_of_a_post_the_body(reading):
    body, again = (make(reading, "Organization", name) for name in ("Kapok Film Fund", "The Kapok Film Fund"))
    membership, post = reading.ledger.make("Membership"), reading.ledger.make("Position")
    for fact in (
        (membership, "member", body),
        (membership, "body", again),
        (post, "holder", body),
        (post, "organization", again),
    ):
        reading.ledger.state(*fact, EVIDENCE)
    facts = left(reading)
    assert {fact for fact in facts if fact[0] in (membership, post)} == {(post, "holder", body)}


def test_of_two_parties_that_are_one_the_better_known_stays(reading):
    agreement, short, full = (
        make(reading, "Agreement", "Pact"),
        make(reading, "Organization", "LPG"),
        make(reading, "Organization", "Lantern Producers Guild"),
    )
    reading.ledger.thing(full).names.append("LPG")
    for party in (short, full):
        reading.ledger.state(agreement, "party", party, EVIDENCE)
    assert {fact for fact in left(reading) if fact[1] == "party"} == {(agreement, "party", full)}


def test_the_words_of_an_article_make_no_body_its_own_member(stated):
    facts = stated(
        "CAIRO, March 27 (Delta News) – Tunisia's Rym Chelly was on Sunday elected secretary general of the Arab Union "
        "of Film Archives. The Union, which has its headquarters in Cairo, was created in 1989 and has 17 members."
    )
    assert "Arab Union of Film Archives | memberCount | 17" in facts
    assert not {fact for fact in facts if "| member |" in fact}
