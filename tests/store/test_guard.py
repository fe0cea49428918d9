import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import QueryError
from filmkg.store.guard import MAX_DEPTH, check_query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "PREFIX a: <http://localhost/> SELECT * { SERVICEa:b { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://localhost/> { ?a ?b ?c } }",
        "SELECT * { ?s ?p 1SERVICE<http://localhost/> { ?a ?b ?c } }",
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
