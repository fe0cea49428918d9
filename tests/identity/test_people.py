"""Which people are one, and which are told apart."""

import pytest


@pytest.mark.parametrize(
    ("one", "other"),
    [("Teymur Hajiyev", "Teimur Gadzhiev"), ("Elkhan Jafarov", "Elxan Dzhafarov"), ("Emin Efendiyev", "Emin Afandiev"),
     ("Qurban İsmayılov", "Gurban Ismayilov"), ("E. Efendiyev", "Emin Efendiyev")],
)  # fmt: skip
def test_spellings_of_a_person_are_one_with_a_second_signal(merged, person, film, one, other):
    def directing(key, name, title):
        return [person(key, name), film(title, title.replace("-", " ").title(), director=f"person/{key}")]

    with_it = directing("a", one, "red-garden"), directing("b", other, "red-garden")
    assert merged("Person", *with_it) == [sorted((one, other))]
    without = directing("a", one, "red-garden"), directing("b", other, "salt")
    assert len(merged("Person", *without)) == 2


def test_neither_accents_nor_the_order_of_names_make_another_person(merged, person):
    names = "Botond Elekes", "Elekes Botond", "Bótond Elekeş"
    assert merged("Person", *map(person, "abc", names)) == [sorted(names)]


def test_two_people_whose_names_are_alike_stay_two(merged, person):
    beside = person("x", "Ilgar Najaf")
    for one, other in (("Elkhan Jafarov", "Elnur Jafarov"), ("Leila Hatami", "Ali Hatami")):
        things = [person("leila-hatami", one), beside], [person("ali-hatami", other), beside]
        assert len(merged("Person", *things)) == 3, one


def test_namesakes_with_posts_in_two_countries_are_two(merged, body, person):
    def official(key, employer):
        post = {"holder": "person/ali-veli", "positionTitle": "minister", "organization": f"organization/{key}"}
        return [person("ali-veli", "Ali Veli"), body(key, employer), ("@position/p", "Position", "Post", post)]

    things = official("a", "Turkish Ministry of Culture"), official("b", "Georgian Ministry of Culture")
    assert len(merged("Person", *things)) == 2
