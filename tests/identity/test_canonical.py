"""What a thing of several articles is called in the merged view."""

import pytest


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (("Sinematek Indonesia|Sinematek", "Sinematek"), "Sinematek Indonesia"),
        (
            ("Ministry of Culture of Azerbaijan", "Azerbaijan's Ministry of Culture", "Azerbaijan Culture Ministry"),
            "Azerbaijan Culture Ministry",
        ),
        (("Semih Kaplanoglu Studio", "Semih Kaplanoğlu Studio"), "Semih Kaplanoğlu Studio"),
        (("KOREAN CULTURAL HOUSE", "Korean Cultural House"), "Korean Cultural House"),
        # A name that one of five articles has is not well attested.
        (("Guild of Mountain Filmmakers|Himalguild", *["Himalguild"] * 4), "Himalguild"),
    ],
)
def test_it_is_the_fullest_name_that_is_well_attested(build, article_of, body, names, label):
    store = build(*(article_of(f"a{key}", body(f"thing-{key}", name)) for key, name in enumerate(names)))
    assert store.rows("SELECT ?label { ?thing a cdo:Organization ; rdfs:label ?label }") == [(label,)]


def test_the_iri_is_that_of_the_label(build, article_of, body):
    store = build(
        article_of("a", body("sinematek", "Sinematek")),
        article_of("b", body("sinematek", "Sinematek")),
        article_of("c", body("sinematek-indonesia", "Sinematek Indonesia|Sinematek")),
    )
    assert store.rows("SELECT DISTINCT ?thing { ?thing a cdo:Organization }") == [("organization/sinematek-indonesia",)]
