"""Neither the order of articles nor the steps of building matter."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmkg import pipeline
from filmkg.graph import graph_iri
from filmkg.store import open_store, remove_article

NAMES = {
    "Film": ["Honey", "The Honey", "Red Garden|Qırmızı bağ", "Qırmızı bağ"],
    "Person": ["Emin Efendiyev", "Emin Əfəndiyev", "E. Efendiyev", "Ana Lee"],
    "Organization": [
        "Film Agency",
        "Azerbaijan Film Agency|ARKA",
        "ARKA",
        "Georgian Film Agency",
        "Oguzhan Studio",
        "Oguzhan Film Studio",
    ],
    "FilmDays": ["Days of Kazakh Cinema", "Days of Kazakh Cinema in Baku", "3rd Days of Kazakh Films"],
}


BAKU = ("city/baku", "City", "Baku", {})
FOLDERS = {"Film": "film", "Person": "person", "Organization": "organization", "FilmDays": "event"}


@st.composite
def ties(draw, holder, employer):
    """A post of a person, a membership of a body and an agreement of it, of which another article may tell too."""
    post = {
        "holder": holder,
        "positionTitle": draw(st.sampled_from(("head", "Culture Minister", "Minister of Culture"))),
    }
    agreement = {"party": [employer, "city/baku"], "agreementType": draw(st.sampled_from(("memorandum", "agreement")))}
    if draw(st.booleans()):
        post["organization"] = employer
    if draw(st.booleans()):
        agreement["signedOn"] = draw(st.sampled_from(("2025", "2025-05", "2025-05-10", "2025-05-11")))
    return [
        ("@position/p", "Position", "post", post),
        ("@membership/m", "Membership", "member", {"member": employer, "body": employer}),
        ("@agreement/a", "Agreement", "agreement", agreement | {"status": "planned"}),
    ]


@st.composite
def corpora(draw):
    """Articles that share and contradict names, makers, years and places at random."""
    found = []
    for number in range(draw(st.integers(2, 6))):
        things = [BAKU]
        for class_name, names in NAMES.items():
            name = draw(st.sampled_from(names))
            path = f"{FOLDERS[class_name]}/{draw(st.sampled_from('ab'))}"
            path = draw(st.sampled_from((path, f"@{path}")))
            facts = {}
            if class_name == "FilmDays":
                facts = (
                    {"startDate": draw(st.sampled_from(("2024", "2025-05", "2025-05-10")))}
                    if draw(st.booleans())
                    else {}
                )
                facts |= {"place": "city/baku"} if draw(st.booleans()) else {}
            things.append((path, class_name, name, facts))
        things.extend(draw(ties(things[2][0], things[3][0])))
        film_facts, maker = things[1][3], things[2][0]
        if draw(st.booleans()):
            film_facts["director"] = maker
        found.append((f"k{number}", tuple(things), draw(st.sampled_from(("", "Azernews")))))
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(corpora(), st.randoms(use_true_random=False))
def test_neither_order_nor_steps_of_building_matter(build, article_of, corpus, shuffle):
    articles = [article_of(key, *things, publisher=publisher) for key, things, publisher in corpus]
    at_once = build(*articles)
    shuffled = shuffle.sample(articles, len(articles))
    step_by_step = build(shuffled[0])
    for one in shuffled[1:]:
        step_by_step = step_by_step.put(one)
    assert step_by_step.exports() == at_once.exports()
    with open_store(at_once.path, writable=True) as store:
        remove_article(store, graph=graph_iri("k0"))
        pipeline.identify(store)
        del store
    assert at_once.exports() == build(*articles[1:]).exports()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(corpora())
def test_each_thing_has_one_label_and_each_statement_its_evidence(build, article_of, corpus):
    store = build(*(article_of(key, *things, publisher=publisher) for key, things, publisher in corpus))
    assert not store.rows("SELECT ?thing { ?thing rdfs:label ?one , ?other FILTER(?one != ?other) }")
    for name in ("director", "place", "startDate"):
        assert not store.rows(
            f"SELECT ?s {{ ?s cdo:{name} ?o FILTER NOT EXISTS {{ ?e rdf:subject ?s ; rdf:predicate cdo:{name} ;"
            " rdf:object ?o ; prov:wasDerivedFrom ?article } }"
        )
    assert all(len(set(apart.iris)) == len(apart.iris) for apart in store.merges.apart)
