"""filmkg explain ENTITY and filmkg conflicts, over a store in which two articles speak of the same things."""

import json

import pytest

from filmkg import pipeline
from filmkg.graph import graph_iri, to_quads
from filmkg.model import Article, Evidence, Extraction, Fact, Header, Node, Part, Sentence, Span, Value
from filmkg.store import open_store, remove_article, replace_article

ID = "https://w3id.org/filmkg/id/"


def extraction(key, text, *, issued, ministry, end):
    """An article on the Days of Kazakh Cinema in Baku: who organised them, and when they ended."""
    span = Span(0, len(text))
    article = Article(key, f"{key}.txt", text, Header(issued=issued), (Sentence(span, 0, Part.BODY),))
    evidence = Evidence(span=span, focus=span, rule="test", confidence=0.9)
    nodes = (
        Node(0, "FilmDays", "Days of Kazakh Cinema", (), span),
        Node(1, "City", "Baku", (), span),
        Node(2, "Organization", ministry, (), span),
        Node(3, "Organization", "Georgian Ministry of Culture", (), span),
    )
    facts = (
        Fact(0, "place", 1, evidence),
        Fact(0, "organizer", 2, evidence),
        Fact(0, "startDate", Value("2025-05-10", "date"), evidence),
        Fact(0, "endDate", Value(end, "date"), evidence),
    )
    return Extraction(article, nodes, facts, ())


@pytest.fixture
def days_store(tmp_path):
    path = tmp_path / "days"
    opens = {"issued": "2025-05-10", "ministry": "Azerbaijan Culture Ministry", "end": "2025-05-12"}
    report = {"issued": "2025-05-13", "ministry": "Ministry of Culture of Azerbaijan", "end": "2025-05-11"}
    with open_store(path, writable=True) as store:
        for one in (
            extraction("opens", "The Days will end on Monday.", **opens),
            extraction("report", "The Days ended on Sunday.", **report),
        ):
            replace_article(store, to_quads(one), graph=graph_iri(one.article.key))
        pipeline.identify(store)
        del store
    return path


def test_an_entity_is_explained_by_any_of_its_names_or_iris(filmkg, days_store):
    answers = [
        filmkg("explain", entity, "--store", days_store).stdout.decode()
        for entity in (
            "azerbaijan culture ministry",
            "Ministry of Culture of Azerbaijan",
            f"{ID}organization/azerbaijan-culture-ministry",
            f"{ID}organization/ministry-of-culture-of-azerbaijan",
        )
    ]
    assert len(set(answers)) == 1
    for part in (
        "opens · 2025-05-10 · Azerbaijan Culture Ministry",
        "report · 2025-05-13",
        "kept apart from",
        "other country",
    ):
        assert part in answers[0]


def test_the_explanation_comes_as_json(filmkg, days_store):
    done = filmkg("explain", "Days of Kazakh Cinema", "--store", days_store, "--json")
    (entity,) = json.loads(done.stdout)["entities"]
    assert {mention["article"] for mention in entity["mentions"]} == {f"{ID}article/opens", f"{ID}article/report"}
    assert all(mention["reason"] and 0 < mention["confidence"] <= 1 for mention in entity["mentions"])
    assert entity["apart"] == []


@pytest.mark.parametrize("entity", ["Nobody", f"{ID}film/nothing", "http://not an iri"])
def test_what_is_not_in_the_store_is_wrong_use(filmkg, days_store, entity):
    done = filmkg("explain", entity, "--store", days_store)
    assert done.returncode == 2
    assert entity in done.stderr


def test_conflicts_stand_with_articles_dates_and_words(filmkg, days_store):
    done = filmkg("conflicts", "--store", days_store)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "Days of Kazakh Cinema — endDate",
        "    2025-05-11 (report, 2025-05-13)",
        "        “The Days ended on Sunday.”",
        "    2025-05-12 (opens, 2025-05-10)",
        "        “The Days will end on Monday.”",
        "1 conflict",
    ]
    (conflict,) = json.loads(filmkg("conflicts", "--store", days_store, "--json").stdout)["conflicts"]
    assert [claim["value"] for claim in conflict["claims"]] == ["2025-05-11", "2025-05-12"]
    assert conflict["iri"].startswith(f"{ID}event/")


def test_a_store_that_was_not_built_to_the_end_says_so(filmkg, days_store):
    with open_store(days_store, writable=True) as store:
        remove_article(store, graph=graph_iri("report"))
        del store
    for command in (("explain", "Baku"), ("conflicts",)):
        done = filmkg(*command, "--store", days_store)
        assert done.returncode == 3
        assert "filmkg build" in done.stderr


def test_what_is_stated_alike_is_no_conflict(filmkg, store):
    assert filmkg("conflicts", "--store", store).stdout == b"0 conflicts\n"
