"""The extraction as a whole: nodes in the order of the text, names, one value where there can be only one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmkg import annotate, extract
from filmkg.errors import DocumentError
from filmkg.model import Document, Reach
from filmkg.text import read_article
from filmkg.vocab import CLASSES, CONCEPTS, PROPERTIES

ANNOTATE, EXTRACT = annotate.load(), extract.load()
NEWS = """Georgian Film Week opens in Riga

16 May 2025

The 2nd Georgian Film Week opened in Riga on 15 May 2025.
It was organised by the Lantern Producers Guild (LPG) and the Kapok Film Fund.

The 1987 drama "The Long Red Autumn" (Punane sügis) by Mirbala Salimli was shown at the Orion Cinema.
Hasan Aliyev, director of the Kapok Film Fund, said: "We have waited for this week for ten years."

Georgia and Latvia will sign a memorandum in June.
"""


def nodes(extraction):
    return {node.label: node for node in extraction.nodes}


def test_nodes_are_numbered_in_the_order_of_the_text(extracted):
    extraction = extracted(NEWS)
    assert [node.number for node in extraction.nodes] == list(range(len(extraction.nodes)))
    starts = [node.span.start_char for node in extraction.nodes]
    assert starts == sorted(starts)


def test_a_name_keeps_its_fullest_form_and_the_others_as_aliases(extracted):
    found = nodes(extracted(NEWS))
    assert "LPG" in found["Lantern Producers Guild"].aliases
    assert {"Georgian Film Week"} <= set(found["2nd Georgian Film Week"].aliases)
    assert found["The Long Red Autumn"].aliases == ("Punane sügis",)
    assert found["Georgia"].code == "GE"


@pytest.mark.parametrize(
    ("text", "label", "alias"),
    [
        ('The programme "A Window on Kenyan Cinema" opened in Riga on 5 May 2025.', "A Window on Kenyan Cinema", ""),
        ("A Kenyan Film Week was held in Riga in May 2025.", "Kenyan Film Week", ""),
        (
            "The week was organised by the Sofia Municipality Council's Culture Department in May 2025.",
            "Sofia Municipality Council's Culture Department",
            "Culture Department",
        ),
        ("The week was organised by the NGO Open Lens in May 2025.", "NGO Open Lens", "Open Lens"),
        (
            "The Film Department of the Nordlys Academy came.",
            "Film Department of the Nordlys Academy",
            "Film Department",
        ),
    ],
)
def test_an_article_that_is_part_of_a_name_stays_and_an_owner_or_a_whole_can_be_left_out(extracted, text, label, alias):
    found = nodes(extracted(text))
    assert alias in {*found[label].aliases, ""}


@pytest.mark.parametrize(
    ("text", "label", "named"),
    [
        ("Ana Duarte met Karin Holm.", "meeting", False),
        ("Chile and Estonia signed a treaty.", "treaty", False),
        ("“The Long Red Autumn” was screened in Riga.", "screening", False),
        ("The Lantern Film Festival was held in Riga.", "Lantern Film Festival", True),
        ("“The Autumn” by Ana Duarte was liked.", "The Autumn", True),
    ],
)
def test_what_has_no_name_goes_by_its_class_word(extracted, text, label, named):
    assert nodes(extracted(text))[label].named is named


def test_what_is_only_mentioned_is_kept_if_it_is_a_film_person_or_body(extracted):
    labels = set(nodes(extracted("Ana Duarte likes “The Long Red Autumn” and the Kapok Film Fund. Riga is small.")))
    assert {"Ana Duarte", "The Long Red Autumn", "Kapok Film Fund"} <= labels
    assert "Riga" not in labels


@pytest.mark.parametrize("name", ["startDate", "endDate", "edition", "status"])
def test_an_event_has_one_of_each(extracted, name):
    text = (
        "The 5th Lantern Film Festival was held in Riga from 4 to 9 May 2019. The Lantern Film Festival opened on "
        "5 May 2019 and closed on 8 May 2019. This sixth edition of the Lantern Film Festival ended in Riga."
    )
    facts = [fact for fact in extracted(text).facts if fact.property == name]
    assert facts
    assert len({fact.subject for fact in facts}) == len(facts)


def test_an_end_before_the_start_is_not_stated(stated):
    facts = stated("The Lantern Film Festival was held from 9 May 2019 until 4 May 2019.")
    assert "Lantern Film Festival | startDate | 2019-05-09" in facts
    assert [fact for fact in facts if "endDate" in fact] == []


def test_the_silent_sentences_name_something_and_state_nothing(extracted):
    extraction = extracted(
        "The Lantern Film Festival was held in Riga. Hasan Aliyev likes red hats. It rained all day."
    )
    assert [extraction.article.quote(s.span) for s in extraction.silent] == ["Hasan Aliyev likes red hats."]


def test_the_same_article_gives_the_same(extracted):
    assert extracted(NEWS) == extracted(NEWS)


def check(text):
    try:
        article = read_article(Document("key", "key.txt", text.encode("utf-8", "surrogatepass")))
    except DocumentError:
        return
    extraction = EXTRACT(ANNOTATE(article))
    assert [node.number for node in extraction.nodes] == list(range(len(extraction.nodes)))
    for node in extraction.nodes:
        assert node.type in CLASSES
        assert node.label.strip()
        assert article.quote(node.span)
        assert node.label_span is None or article.quote(node.label_span).strip()
    for fact in extraction.facts:
        assert fact.property in PROPERTIES
        assert 0 <= fact.subject < len(extraction.nodes)
        if isinstance(fact.object, int):
            assert 0 <= fact.object < len(extraction.nodes)
        elif hasattr(fact.object, "name"):
            assert fact.object.name in CONCEPTS
        evidence = fact.evidence
        assert 0 <= evidence.span.start_char < evidence.span.end_char <= len(article.text)
        assert evidence.span.covers(evidence.focus)
        assert article.quote(evidence.focus).strip()
        assert 0 < evidence.confidence <= 1
        assert evidence.rule
        for reached in (evidence.subject, evidence.object):
            if reached is not None:
                assert (reached.span is None) is (reached.how is Reach.MAIN_EVENT)
                assert reached.span is None or article.quote(reached.span).strip()
        assert evidence.cue is None or (evidence.span.covers(evidence.cue) and article.quote(evidence.cue))
        assert evidence.object is None or isinstance(fact.object, int)


PIECES = [
    *(piece for piece in NEWS.replace("\n", " ").split(" ") if piece),
    *(
        "met",
        "signed a treaty",
        "between",
        "won",
        "the Grand Prix",
        "was held",
        "cancelled",
        "by",
        "“",
        "”",
        "\n\n",
        ". ",
    ),
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=80).map(" ".join))
def test_news_like_words_in_any_order_give_facts_that_quote_the_text(text):
    check(text)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_gives_facts_that_quote_it(text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chairwoman Karin Holm (Kapok Film Fund) opened the Lantern Film Festival in Riga.",
        "President Karin Holm of the Kapok Film Fund and Ana Duarte signed the treaty.",
    ],
)
def test_a_post_gets_its_body_where_rules_say_who_works_there(extracted, text):
    extraction = extracted(text)
    labels = {node.number: node.label for node in extraction.nodes}
    bodies = {labels[fact.object] for fact in extraction.facts if fact.property == "organization"}
    assert bodies == {"Kapok Film Fund"}
    posts = {node.number for node in extraction.nodes if node.type == "Position"}
    assert posts == {fact.subject for fact in extraction.facts if fact.property == "positionTitle"}


def test_an_adjective_makes_no_state_a_party_of_an_agreement_between_bodies(stated):
    facts = stated(
        "The Kapok Film Fund and the Baku Film Agency signed a memorandum in Riga on 5 May 2025. "
        "Karin Holm signed for the Estonian side, Hasan Aliyev for the Azerbaijani side."
    )
    assert {fact for fact in facts if "| party |" in fact} == {
        "memorandum | party | Kapok Film Fund",
        "memorandum | party | Baku Film Agency",
    }


def test_an_embassy_does_not_go_by_its_country(extracted):
    found = extracted("The evening was organised by the embassy of South Korea in Riga on 5 May 2025. Riga is small.")
    bodies = [node for node in found.nodes if node.type == "Organization"]
    assert bodies
    assert not any("South Korea" in (node.label, *node.aliases) for node in bodies)


def parties(extraction):
    """Return the labels of the parties of each agreement."""
    found = {}
    for fact in extraction.facts:
        if fact.property == "party":
            found.setdefault(fact.subject, set()).add(extraction.nodes[fact.object].label)
    return sorted(map(sorted, found.values()))


def test_states_with_which_one_has_treaties_have_none_with_each_other(extracted):
    text = "Chile has already concluded co-production agreements with Argentina, Brazil and Canada."
    assert parties(extracted(text)) == [["Argentina", "Chile"], ["Brazil", "Chile"], ["Canada", "Chile"]]


def test_an_agreement_of_three_is_one(extracted):
    text = "Argentina, Brazil and Chile signed a co-production agreement in Riga on 5 May 2025."
    assert parties(extracted(text)) == [["Argentina", "Brazil", "Chile"]]


def test_films_shown_at_a_named_event_make_no_screening_of_their_own(extracted):
    found = extracted("The Georgian Film Week opened in Riga on 5 May 2025. Three films were shown.")
    assert [node.type for node in found.nodes if node.type in ("FilmDays", "Screening")] == ["FilmDays"]


def test_a_membership_begins_once(extracted):
    extraction = extracted(
        "Kosovo joined Eurimages on 1 January 2024. Kosovo became a full member of Eurimages in 2024, effective 3 "
        "March 2024."
    )
    begins = [fact for fact in extraction.facts if fact.property == "effectiveFrom"]
    assert len(begins) == len({fact.subject for fact in begins}) > 0


def test_a_membership_begins_when_the_words_next_to_its_member_say(extracted):
    extraction = extracted(
        "Kosovo has entered the competition for the Oscar every year since 2014.\n\nKosovo joined Eurimages in 2017."
    )
    assert {fact.object.lexical for fact in extraction.facts if fact.property == "effectiveFrom"} == {"2017"}


@pytest.mark.parametrize(
    ("text", "label", "aliases"),
    [
        (
            "The Georgian Film Week in Riga and Tartu opened on 5 May 2025.",
            "Georgian Film Week in Riga and Tartu",
            {"Georgian Film Week"},
        ),
        (
            "3RD GEORGIAN FILM WEEK OPENS IN RIGA\n\nThe 3rd Georgian Film Week opened in Riga on 5 May 2025.",
            "3rd Georgian Film Week",
            {"Georgian Film Week"},
        ),
    ],
)
def test_an_event_goes_without_its_places_and_its_count_as_well(extracted, text, label, aliases):
    assert aliases <= set(nodes(extracted(text))[label].aliases)


@pytest.mark.parametrize(
    ("text", "label", "alias"),
    [
        ("The Kapok Film Fund organised a retrospective in Riga on 5 May 2025.", "film days", "retrospective"),
        ("The ministers held talks in Riga on 5 May 2025.", "meeting", "talks"),
    ],
)
def test_an_event_without_a_name_is_also_called_by_the_word_for_it(extracted, text, label, alias):
    assert nodes(extracted(text))[label].aliases == (alias,)


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("The Lantern Film Festival opened in Riga. The audience laughed.", 0),
        ("The minister had an audience with Pope Leo in Riga on 5 May 2025.", 1),
    ],
)
def test_an_audience_is_a_meeting_only_with_somebody(extracted, text, meetings):
    assert sum(node.type == "Meeting" for node in extracted(text).nodes) == meetings


def test_who_has_years_of_birth_and_death_is_no_film(extracted):
    found = nodes(
        extracted("The fund pays for a retrospective of the director Karin Holm (1923–1997) in Riga in May 2025.")
    )
    assert found["Karin Holm"].type == "Person"


def test_both_ends_of_a_range_are_taken(extracted):
    extraction = extracted(
        "Five institutions join FIAF at the Mexico City Congress\n\nBrussels, 24 April 2023\n\n"
        "The General Assembly of the International Federation of Film Archives (FIAF), held on 20 April in Mexico City "
        "at the close of the 79th FIAF Congress, confirmed the admission of new affiliates.\n\n"
        "Delegates also chose a new Executive Committee. Rosa Quintanilla of Filmoteca UNAM was elected President and "
        "succeeds Henrik Berg, who led the Federation from 2017. Ayumi Oda, curator at the National Film Archive of "
        "Japan, is the new Secretary-General and Michael Brandt (Filmarchiv Austria) remains Treasurer.\n\n"
        "The Congress, hosted by Filmoteca UNAM and the Cineteca Nacional from 16 to 20 April, brought together 260 "
        'delegates. Its symposium "Cinemas in Exile" opened with Sand Letters (1976), a feature by the Malian director '
        "Omar Sy, who will receive the 2023 FIAF Award at the Il Cinema Ritrovato festival in Bologna on 29 June."
    )
    dates = [
        (fact.property, fact.object.lexical)
        for fact in extraction.facts
        if fact.property in ("startDate", "endDate") and extraction.nodes[fact.subject].label == "79th FIAF Congress"
    ]
    assert dates == [("endDate", "2023-04-20"), ("startDate", "2023-04-16")]
