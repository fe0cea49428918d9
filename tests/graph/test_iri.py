from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import UsageError
from filmkg.graph.iri import BASE, EVENT_TYPES, check_base, node_iris
from filmkg.model import Article, Concept, Evidence, Extraction, Fact, Header, Node, Span, Value


def paths(extraction):
    return {number: iri.value.removeprefix(BASE) for number, iri in node_iris(extraction).items()}


def test_iris_are_readable(extraction):
    assert paths(extraction) == {
        0: "event/days-of-azerbaijani-cinema-istanbul-2025",
        1: "city/istanbul",
        2: "organization/azerbaijan-ministry-of-culture",
        3: "film/paradise-dream",
        4: "person/elkhan-jafarov",
        5: "person/mushfig-hatamov",
        6: "organization/azerbaijan-producers-guild",
        7: "article/baku-days/position/mushfig-hatamov-chairman",
        8: "article/baku-days/quotation/mushfig-hatamov",
        9: "article/baku-days/meeting-1",
        10: "article/baku-days/agreement/memorandum-azerbaijan-turkiye",
        11: "country/azerbaijan",
        12: paths(extraction)[12],
    }
    assert paths(extraction)[12].startswith("country/tu")


@pytest.mark.parametrize(
    ("type_", "label", "facts", "expected"),
    [
        (
            "FilmFestival",
            "75th Cannes Film Festival",
            [("edition", Value("75", "integer"))],
            "event/75th-cannes-film-festival",
        ),
        ("FilmFestival", "Baku Film Festival", [("edition", Value("3", "integer"))], "event/baku-film-festival-3"),
        ("FilmFestival", "Berlinale 2024", [("startDate", Value("2024-02", "gYearMonth"))], "event/berlinale-2024"),
        ("FilmDays", "Korean Film Days", [("endDate", Value("2024-02-01", "date"))], "event/korean-film-days-2024"),
        ("FilmDays", "Korean Film Days", [], "article/a/event/korean-film-days"),
        ("FilmDays", "Film Week", [("startDate", Value("2024", "gYear"))], "article/a/event/film-week"),
        ("FestivalSeries", "Cannes Film Festival", [], "festival/cannes-film-festival"),
        ("FestivalSeries", "the Film Festival", [], "article/a/festival/the-film-festival"),
        ("Organization", "Ministry of Culture", [], "article/a/organization/ministry-of-culture"),
        ("Organization", "Azerbaijani delegation", [], "article/a/organization/azerbaijani-delegation"),
        ("Organization", "ARKA Film", [], "organization/arka-film"),
        ("Venue", "Cinema House", [], "article/a/venue/cinema-house"),
        ("Person", "Hatamov", [], "article/a/person/hatamov"),
        ("Person", "M. Hatamov", [], "article/a/person/m-hatamov"),
    ],
)
def test_what_a_name_alone_does_not_tell_apart_is_scoped(extraction_of, node, type_, label, facts, expected):
    extraction = extraction_of([node(0, type_, label)], [(0, *fact) for fact in facts], key="a")
    assert paths(extraction)[0] == expected


@pytest.mark.parametrize(
    "label",
    ["Azerbaijan's Culture Ministry", "Ministry of Culture of Azerbaijan", "Azerbaijani Ministry of Culture",
     "Ministry of Culture of the Republic of Azerbaijan", "the Culture Ministry"],
)  # fmt: skip
def test_a_countrys_ministry_has_one_iri_however_it_is_put(extraction_of, node, label):
    extraction = extraction_of([node(0, "Organization", label, country="AZ")], [])
    assert paths(extraction)[0] == "organization/azerbaijan-ministry-of-culture"


def test_an_embassy_takes_its_place_as_well(extraction_of, node):
    nodes = [node(0, "Organization", "Azerbaijani Embassy", country="AZ"), node(1, "City", "Rome")]
    assert paths(extraction_of(nodes, [(0, "place", 1)]))[0] == "organization/azerbaijan-embassy-rome"
    assert paths(extraction_of(nodes, []))[0] == "article/baku-days/organization/azerbaijani-embassy"


def test_collisions_are_numbered_in_the_order_of_the_nodes(extraction_of, node):
    meetings = [node(number, "Meeting", "meeting", named=False) for number in (3, 1)]
    nodes = [*meetings, *(node(number, "Organization", "Ministry of Culture") for number in (4, 5))]
    assert paths(extraction_of(nodes, [], key="a")) == {
        1: "article/a/meeting-1",
        3: "article/a/meeting-2",
        4: "article/a/organization/ministry-of-culture",
        5: "article/a/organization/ministry-of-culture-2",
    }


def test_one_shared_name_is_one_thing_unless_it_has_two_classes(extraction_of, node):
    nodes = [node(0, "Film", "Red Garden"), node(1, "Film", "Red  garden"),
             node(2, "FilmDays", "Berlinale 2024"), node(3, "Screening", "Berlinale 2024")]  # fmt: skip
    found = paths(extraction_of(nodes, []))
    assert found[0] == found[1]
    assert found[2] != found[3]


@pytest.mark.parametrize(
    "base", ["", "id/", "https://example.org/id", "https://example.org/#", "https://a b/", "urn:x/"]
)
def test_a_base_that_is_none_is_refused(base):
    with pytest.raises(UsageError):
        check_base(base)


labels = st.text(max_size=30)
types = st.sampled_from(
    [*EVENT_TYPES, "Film", "Person", "Organization", "Place", "Country", "City", "Venue", "FestivalSeries",
     "Agreement", "Membership", "Position", "AwardGrant", "Quotation"]
)  # fmt: skip


@st.composite
def extractions(draw):
    kinds = draw(st.lists(st.tuples(types, labels, st.booleans()), min_size=1, max_size=8))
    nodes = tuple(
        Node(number, kind, label, (), Span(0, 1), named=named) for number, (kind, label, named) in enumerate(kinds)
    )
    number = st.integers(0, len(nodes) - 1)
    objects = number | labels.map(Value) | st.just(Concept("happened"))
    names = st.sampled_from(["place", "startDate", "edition", "holder", "positionTitle", "party", "speaker", "award"])
    evidence = Evidence(Span(0, 1), Span(0, 1), "r", 1.0)
    facts = draw(st.lists(st.builds(Fact, number, names, objects, st.just(evidence)), max_size=8))
    return Extraction(Article("key", "key.txt", "text", Header(), ()), nodes, tuple(facts), ())


@given(extractions(), st.randoms())
def test_every_node_has_a_valid_iri_that_order_does_not_change(extraction, random):
    found = node_iris(extraction)
    assert set(found) == {node.number for node in extraction.nodes}
    nodes, facts = list(extraction.nodes), list(extraction.facts)
    random.shuffle(nodes)
    random.shuffle(facts)
    assert node_iris(replace(extraction, nodes=tuple(nodes), facts=tuple(facts))) == found


@given(extractions())
def test_what_is_scoped_never_meets_another_node(extraction):
    found = node_iris(extraction)
    scoped = [iri for iri in found.values() if "/article/" in iri.value]
    assert len(scoped) == len(set(scoped))
