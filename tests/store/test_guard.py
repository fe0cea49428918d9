import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import QueryError
from filmkg.store.guard import MAX_DEPTH, MAX_SIGNS, check_query
from filmkg.vocab import CDO_BASE


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "PREFIX a: <http://localhost/> SELECT * { SERVICEa:b { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://localhost/> { ?a ?b ?c } }",
        "SELECT * { ?s ?p 1SERVICE<http://localhost/> { ?a ?b ?c } }",
        "SELECT * { <a> ?p ?o . SERVİCE<http://localhost/> { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o FILTER(?a<?b)SERVICE?x{?g ?h ?i} FILTER(?c>?d) }",
        "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\n<http://localhost/> { ?s ?p ?o } }",
        "# '\nSELECT * { SERVICE <http://localhost/> { ?s ?p ?o } } # '",
        "PREFIX a: <http://a/> SELECT * { a:b\\' ?p a:c . SERVICE <http://localhost/> { ?s ?p a:d\\' } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <FILE:///etc/passwd> { ?s ?p ?o }",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "PREFIX a: <http://a/> BASE <http://b/> delete where { ?s ?p ?o }",
        "LOAD <http://localhost/>",
        "DROP ALL",
        "SELECT * " + "{" * (MAX_DEPTH + 1),
    ],
)
def test_what_reaches_out_of_the_store_is_refused(query):
    with pytest.raises(QueryError) as caught:
        check_query(query)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE <http://x/> {' }",
        'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
        "SELECT * { ?s <http://example.org/SERVICE> ?o } # SERVICE",
        "PREFIX ex: <http://a/> SELECT * { ?s ex:service ?o }",
        "SELECT * { ?insert ?delete ?o }",
    ],
)
def test_the_words_alone_are_no_harm(query):
    assert check_query(query).form == "SELECT"


def test_the_dataset_is_read():
    query = "PREFIX g: <http://g/> SELECT * FROM <http://a/> FROM NAMED g:b { ?s ?p <http://c/> }"
    assert check_query(query).dataset == ("http://a/", "g:b")


@given(st.text(alphabet="SERVICE<>{}'\"\\#?: \nfrom.@"))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(QueryError):
        check_query(text)


PARTS = (
    " ", "\n", "?x", "*", "{", "}", "(", ")", "[", "!", "-", "<", ">", "#", "'", '"', "\\", ":", "ſervice", "İ",
    "SELECT", "select", "ASK", "PREFIX", "SERVICE", "silent", "FROM", "NAMED", "DELETE", "NOW", "rand", "StrUuid",
    "BNODE", "cdo:", "cdo:Film", "cdo:Flim", "Cdo:", "x:", "x:Flim", f"<{CDO_BASE}>", f"<{CDO_BASE}Flim>", "<http://a/>",
    "<file:///a>", "{" * MAX_DEPTH, "!" * MAX_SIGNS,
)  # fmt: skip


@given(st.sampled_from(["SELECT", "select ", "\n SeLecT?x", "SELECTED", "SELECT:", "SELECT*"]), st.data())
def test_a_query_that_needs_no_closer_look_reads_as_it_would_with_one(start, data):
    def outline(text):
        try:
            return check_query(text)
        except QueryError as error:
            return error.problem.rpartition("line ")[2].partition(":")[2], error.remedy

    query = start + "".join(data.draw(st.lists(st.sampled_from(PARTS))))
    assert outline(query) == outline(f"#\n{query}")  # a comment is never passed over


@pytest.mark.parametrize("call", ["NOW()", "rand()", "STRUUID ( )", "BNODE # (\n()", "uuid()"])
def test_what_answers_differently_each_time_is_told(call):
    assert check_query(f"SELECT ({call} AS ?x) {{}}").is_changing
    assert not check_query("SELECT (1 AS ?x) {}").is_changing
    assert not check_query("SELECT (1 AS ?knowing) { ?brand ?p ?o }").is_changing
