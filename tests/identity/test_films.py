"""Which films are one, and which are told apart."""


def test_films_of_one_title_are_told_apart_by_their_directors(person, film, build, article_of):
    def by(key, director):
        path = director.lower().replace(" ", "-")
        return article_of(key, film("honey", "Honey", director=f"person/{path}"), person(path, director))

    store = build(by("a", "Ana Lee"), by("b", "Bo Dan"), by("c", "Ana Lee"))
    rows = store.rows('SELECT ?film ?name { ?film rdfs:label "Honey" ; cdo:director/rdfs:label ?name }')
    assert sorted(rows) == [("film/honey-ana-lee", "Ana Lee"), ("film/honey-bo-dan", "Bo Dan")]


def test_a_film_without_a_director_joins_where_there_is_one_of_the_title(merged, person, film):
    told = [film("long-title", "A Long Title", director="person/ana-lee"), person("ana-lee", "Ana Lee")]
    names = merged("Film", told, film("the-long-title", "The Long Title"))
    assert names == [["A Long Title", "The Long Title"]]
