import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.annotate.gazetteer import annotate_places, load_gazetteer
from filmkg.model import Article, Header, Kind
from filmkg.resources import DATA


def read(text: str) -> list[str]:
    return [f"{mention.kind} {mention.name} {mention.value}" for mention in load_gazetteer().match(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Azerbaijan's Culture Ministry", ["country Azerbaijan AZ"]),
        ("Turkey, Türkiye and Turkiye", ["country Turkey TR", "country Türkiye TR", "country Turkiye TR"]),
        ("a roast turkey; in china", []),
        ("let us go, US!", ["country US US"]),
        ("the U.S. and the U.K.", ["country U.S. US", "country U.K. GB"]),
        ("South Korea, the Republic of Korea", ["country South Korea KR", "country Republic of Korea KR"]),
        ("Islamic Republic of Iran", ["country Islamic Republic of Iran IR"]),
        ("the Côte d’Ivoire", ["country Côte d'Ivoire CI"]),
        ("England and Scotland", ["country England GB", "country Scotland GB"]),
        ("South America and Latin America", []),
        ("New South Wales", []),
        ("New Mexico", []),
        ("the United\nStates", ["country United States US"]),
        ("Uzbek, Kyrgyz and Turkish-German", ["demonym Uzbek UZ", "demonym Kyrgyz KG",
          "demonym Turkish TR", "demonym German DE"]),
        ("Koreans and North Koreans", ["demonym Koreans KR", "demonym North Koreans KP"]),
        ("Congolese films", []),
        ("Indian Ocean", []),
        ("New Delhi and Delhi", ["city New Delhi IN", "city Delhi IN"]),
        ("Nur-Sultan, Clermont-Ferrand", ["city Nur-Sultan KZ", "city Clermont-Ferrand FR"]),
        ("Baku-Tbilisi-Kars", ["city Baku AZ", "city Tbilisi GE", "city Kars TR"]),
        ("Qo‘qon, Chișinău, Köln", ["city Qo'qon UZ", "city Chișinău MD", "city Köln DE"]),
        ("TEHRAN, NEW DELHI", ["city TEHRAN IR", "city NEW DELHI IN"]),
        ("REPUBLIC OF KOREA", ["country REPUBLIC OF KOREA KR"]),
        ("NICE, BATH and OSH", []),
        ("Atlanta, Georgia", ["city Atlanta, Georgia US"]),
        ("Baku2025 and Bakuvian", []),
    ],
)  # fmt: skip
def test_matches(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("form", "name", "country"),
    [
        ("Bombay", "Mumbai", "IN"), ("Kiev", "Kyiv", "UA"), ("Chisinau", "Chisinau", "MD"), ("Cologne", "Köln", "DE"),
        ("Astana", "Astana", "KZ"), ("Nur-Sultan", "Astana", "KZ"), ("San Sebastian", "San Sebastián", "ES"),
        ("Panaji", "Panaji", "IN"), ("Goa", "Panaji", "IN"), ("Cannes", "Cannes", "FR"), ("Locarno", "Locarno", "CH"),
        ("Fizuli", "Fuzuli", "AZ"), ("Shusha", "Shusha", "AZ"), ("Kokand", "Kokand", "UZ"), ("Aktau", "Aktau", "KZ"),
        ("Khouribga", "Khouribga", "MA"), ("Ouagadougou", "Ouagadougou", "BF"), ("Nyon", "Nyon", "CH"),
        ("Valdivia", "Valdivia", "CL"), ("Palikir", "Palikir", "FM"), ("Munich", "Munich", "DE"),
        ("London", "London", "GB"), ("Valencia", "Valencia", "ES"), ("Zurich", "Zürich", "CH"),
        ("İstanbul", "Istanbul", "TR"), ("Port Vila", "Port Vila", "VU"), ("Hargeisa", "Hargeysa", "SO"),
        ("Maribor", "Maribor", "SI"), ("Karaganda", "Karagandy", "KZ"), ("Gaza Strip", "Gaza", "PS"),
        ("Gence", "Ganja", "AZ"), ("St. Petersburg", "Saint Petersburg", "RU"), ("Annecy", "Annecy", "FR"),
    ],
)  # fmt: skip
def test_knows_the_cities_of_film(form: str, name: str, country: str) -> None:
    city = load_gazetteer().city_by_name[form]
    assert (city.name, city.country) == (name, country)


def test_marks_names_that_are_words_or_persons() -> None:
    cities = load_gazetteer().city_by_name
    assert {
        name for name in ("Nice", "Reading", "Sofia", "Batman", "Male", "Ikeda") if not cities[name].ambiguous
    } == set()
    assert {name for name in ("Paris", "Baku", "Cannes", "Malé", "Bonn") if cities[name].ambiguous} == set()


def test_names_of_countries() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.country_name("TR") == "Türkiye"
    assert gazetteer.country_by_name["Czech Republic"] == "CZ"
    assert gazetteer.demonym_by_name["French"] == "FR"
    assert gazetteer.languages["Kazakh"] == "kk"
    assert gazetteer.regions["Texas"] == "US"
    with pytest.raises(KeyError):
        gazetteer.country_name("EU")


def test_city_states_are_countries_only() -> None:
    gazetteer = load_gazetteer()
    states = ("Singapore", "Monaco", "Luxembourg", "Kuwait", "Hong Kong", "Georgia", "San Marino")
    assert [name for name in states if name in gazetteer.city_by_name] == []
    assert [name for name in states if name not in gazetteer.country_by_name] == []


def test_no_form_stands_for_two_kinds_of_place() -> None:
    gazetteer = load_gazetteer()
    assert set(gazetteer.city_by_name) & (set(gazetteer.country_by_name) | set(gazetteer.demonym_by_name)) == set()


def test_each_country_code_of_cities_is_known() -> None:
    gazetteer = load_gazetteer()
    assert {gazetteer.country_name(city.country) for city in gazetteer.city_by_name.values()}


@pytest.mark.parametrize("table", ["countries", "cities", "regions", "languages"])
def test_tables_are_sorted_and_name_their_source(table: str) -> None:
    comment, heads, *rows = (DATA / "gazetteer" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    assert comment.startswith("# ")
    assert "License" in comment or "CC BY" in comment or "Apache" in comment
    assert rows == sorted(set(rows))
    assert {row.count("\t") for row in rows} == {heads.count("\t")}


def test_every_form_is_found_in_a_text() -> None:
    gazetteer = load_gazetteer()
    forms = [*gazetteer.country_by_name, *gazetteer.city_by_name, *gazetteer.demonym_by_name]
    assert [form for form in forms if [mention.name for mention in gazetteer.match(f"to {form} (x)")] != [form]] == []


@given(
    st.text()
    | st.lists(st.sampled_from(["Baku", "U.S", ".", "New", " ", "York", "’s", "\n", "KOREA", "of"])).map("".join)
)
def test_spans_are_sorted_apart_and_hold_the_name(text: str) -> None:
    article = Article("key", "origin", text, Header(), ())
    last_char = 0
    for mention in annotate_places(article):
        assert last_char <= mention.span.start_char < mention.span.end_char
        assert len(article.quote(mention.span)) == len(mention.name)
        assert mention.kind in (Kind.COUNTRY, Kind.CITY, Kind.DEMONYM)
        last_char = mention.span.end_char
