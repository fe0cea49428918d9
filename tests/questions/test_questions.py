"""The competency questions over the sample: each answer as expected, and with the rows that a reader finds."""

import csv
import difflib
import io
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from filmkg import pipeline
from filmkg.graph import load_policy
from filmkg.resources import DATA, ONTOLOGY
from filmkg.sources import read_documents
from filmkg.store import ResultFormat, open_store, run_query, write_result
from filmkg.validate import load_shapes
from filmkg.vocab import DCTERMS, RDFS, SKOS

QUESTIONS = sorted((ONTOLOGY / "questions").glob("*.rq"))
REQUIRED = tomllib.loads(Path(__file__).with_name("required.toml").read_text(encoding="utf-8"))


def row_of(name, row):
    """Return the parameter of a row; one with a "gap" says why the extractor does not read it yet, and must fail."""
    cells = {column: cell for column, cell in row.items() if column != "gap"}
    marks = [pytest.mark.xfail(strict=True, reason=row["gap"])] if "gap" in row else []
    return pytest.param(name, cells, id=f"{name}: {', '.join(cells.values())}", marks=marks)


ROWS = {
    demand: [row_of(name, row) for name, table in REQUIRED.items() for row in table[demand]]
    for demand in ("must", "must_not")
}
by_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)


class Sample:
    """The store built from the sample, and the answers that were asked for."""

    def __init__(self, path, *, in_reverse=False, policy=None):
        documents = list(read_documents([DATA / "sample"]))
        if in_reverse:
            documents.reverse()
        self._path = path
        self._answers = {}
        self.refused = [
            str(built)
            for built in pipeline.build(documents, store=path, shapes=load_shapes(), policy=policy)
            if not isinstance(built, pipeline.Built)
        ]

    def answer(self, name):
        if name not in self._answers:
            query = (ONTOLOGY / "questions" / f"{name}.rq").read_text(encoding="utf-8")
            with open_store(self._path, writable=False) as store:
                written = write_result(run_query(store, query), store=store, format=ResultFormat.CSV)
            self._answers[name] = written.decode("utf-8").replace("\r\n", "\n")
        return self._answers[name]

    def rows(self, name):
        return list(csv.DictReader(io.StringIO(self.answer(name))))

    def names(self):
        """Every name of each thing, folded, by IRI."""
        found = {}
        with open_store(self._path, writable=False) as store:
            for term in (RDFS["label"], SKOS["altLabel"], DCTERMS["identifier"]):
                for quad in store.quads_for_pattern(None, term, None, None):
                    assert isinstance(quad.subject, NamedNode)
                    assert isinstance(quad.object, Literal)
                    name = fold(quad.object.value)
                    # What has no name has a label that begins with what it is: "treaty: Chile, New Zealand".
                    found.setdefault(quad.subject.value, set()).update((name, name.partition(":")[0]))
        return found


def fold(name):
    return name.casefold().removeprefix("the ")


def meets(row, required, names):
    for column, wanted in required.items():
        cell = row[column]
        if column.endswith("sentence"):
            met = wanted in " ".join(cell.split())
        else:
            met = fold(wanted) in names.get(cell, {fold(cell)})
        if not met:
            return False
    return True


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return Sample(tmp_path_factory.mktemp("questions") / "store")


@pytest.fixture(scope="module")
def names(sample):
    return sample.names()


def test_the_whole_sample_is_in_the_store(sample):
    assert sample.refused == []


@by_question
def test_the_answer_is_the_expected_one(sample, question):
    expected = question.with_suffix(".csv").read_text(encoding="utf-8")
    lines = (text.splitlines(keepends=True) for text in (expected, sample.answer(question.stem)))
    difference = "".join(difflib.unified_diff(*lines, fromfile=f"{question.stem}.csv", tofile="answer", n=0))
    assert not difference, f"{difference}\nRight? Then run scripts/update_expected.py."


@pytest.mark.parametrize(("question", "row"), ROWS["must"])
def test_a_row_that_a_reader_finds_is_in_the_answer(sample, names, question, row):
    assert any(meets(found, row, names) for found in sample.rows(question))


@pytest.mark.parametrize(("question", "row"), ROWS["must_not"])
def test_a_row_that_no_article_states_is_not(sample, names, question, row):
    assert [found for found in sample.rows(question) if meets(found, row, names)] == []


@by_question
def test_every_row_leads_to_words_of_its_article(sample, question):
    rows = sample.rows(question.stem)
    assert rows
    for row in rows:
        for column in (column for column in row if column.endswith("sentence")):
            key = row[column.replace("sentence", "article")].rpartition("/")[2]
            text = (DATA / "sample" / f"{key}.txt").read_text(encoding="utf-8")
            assert row[column]
            assert row[column] in text
            if "start_char" in row:
                assert text[int(row["start_char"]) : int(row["end_char"])] == row[column]


def test_the_order_of_the_articles_changes_no_answer(sample, tmp_path):
    reversed_sample = Sample(tmp_path / "store", in_reverse=True)
    for question in QUESTIONS:
        assert reversed_sample.answer(question.stem) == sample.answer(question.stem)


def test_a_fact_whose_words_are_withheld_is_listed_with_the_place_of_its_words(sample, tmp_path):
    rights = tmp_path / "rights.toml"
    rights.write_text('default = "offsets"\n', encoding="utf-8")
    withheld = Sample(tmp_path / "store", policy=load_policy(rights))
    for question in QUESTIONS:
        rows = withheld.rows(question.stem)
        for row in rows:
            for column in (column for column in row if column.endswith("sentence")):
                article, _, chars = row[column].partition("#char=")
                assert article == row[column.replace("sentence", "article")]
                start, end = map(int, chars.split(","))
                text = (DATA / "sample" / f"{article.rpartition('/')[2]}.txt").read_text(encoding="utf-8")
                row[column] = text[start:end]
        assert {tuple(row.items()) for row in rows} == {tuple(row.items()) for row in sample.rows(question.stem)}
    with open_store(tmp_path / "store", writable=False) as store:
        quotes = [claim.quote for conflict in pipeline.conflicts(store) for claim in conflict.claims]
    assert quotes
    assert all("#char=" in quote for quote in quotes)


@by_question
def test_a_question_opens_with_its_words_and_needs_nothing_but_sparql(question):
    import rdflib

    first, second, *_ = question.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert first.endswith("?")
    assert second.startswith("PREFIX ")
    rdflib.Graph(bind_namespaces="none").query(question.read_text(encoding="utf-8"))


def test_every_question_has_an_answer_and_rows_that_it_must_hold():
    stems = {path.stem for path in QUESTIONS}
    assert stems == {path.stem for path in (ONTOLOGY / "questions").glob("*.csv")}
    assert stems == set(REQUIRED)
    assert all(REQUIRED[name]["must"] and REQUIRED[name]["must_not"] for name in stems)
