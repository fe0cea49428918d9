import csv

from filmkg.graph.names import load_names
from filmkg.resources import DATA


def test_generic_names_are_told_from_names():
    names = load_names()
    assert names.canonical("Organization", "the Culture Ministry") == "Ministry of Culture"
    assert names.canonical("Organization", "Azerbaijan Producers Guild") is None
    assert names.canonical("Film", "Ministry of Culture") is None


def test_every_country_of_the_gazetteer_can_be_cut_off_a_name():
    names = load_names()
    lines = [line for line in (DATA / "gazetteer" / "countries.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 150
    for row in rows:
        assert names.countries[row["code"]] == row["name"]
        assert names.without_country(f"{row['name']}'s Film Agency", row["code"]) == "film agency"
        assert names.without_country(f"Film Agency of {row['name']}", row["code"]) == "film agency"
