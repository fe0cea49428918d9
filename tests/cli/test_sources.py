"""Articles in all formats through the commands: the report of a run, copies, rights."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import pytest

HEADLINE = "Days of Azerbaijani Cinema open in Istanbul"
BODY = (
    "Days of Azerbaijani Cinema were held in Istanbul on May 10-12, 2025. The event was organized by the Azerbaijan "
    "Culture Ministry and supported by Istanbul University, whose rector opened it before a full house.|"
    'The film "Red Garden" by Mirbala Salimli was shown as part of the event. "Azerbaijani cinema is now represented '
    'on the world stage," Chairman of the Azerbaijan Producers Guild Mushfig Hatamov said.'
).partition("|")[::2]
TURKISH = (
    "İstanbul'da Azerbaycan Sineması Günleri düzenlendi. Etkinliğin açılışında konuşan bakan, iki ülke arasındaki "
    "kültürel ilişkilerin her geçen gün daha da güçlendiğini ve yeni ortak yapımların hazırlandığını söyledi."
)
ORGANIZERS = "SELECT ?name { ?event cdo:organizer/rdfs:label ?name }"


def text(*, issued="16 May 2025", first=BODY[0]):
    return f"{HEADLINE}\n\n{issued}\n\n{first}\n\n{BODY[1]}\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "deliveries"
    folder.mkdir()
    (folder / "days.txt").write_text(text())
    (folder / "turkish.txt").write_text(TURKISH)
    (folder / "empty.html").write_text("<!DOCTYPE html><html><body><p>Please turn on JavaScript.</p></body></html>")
    (folder / "broken.json").write_text('{"text": ')
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("guild.txt", text(first="The Guild met in Baku."))
        archive.writestr("sound.mp3", b"\0")
        archive.writestr("../outside.txt", "text")
    return folder


def rows(filmkg, store, query):
    done = filmkg("query", "--store", store, "--format", "csv", query)
    assert done.returncode == 0, done.stderr
    return list(csv.reader(io.StringIO(done.stdout.decode())))[1:]


def test_each_run_ends_with_a_report_in_which_nothing_is_missing(filmkg, folder, tmp_path):
    done = filmkg("build", folder, "--store", tmp_path / "store")
    assert done.returncode == 1
    report = json.loads((tmp_path / "store" / "report.json").read_text())
    assert (report["read"], report["converted"]) == (6, 2)
    left_out = {one["origin"].rpartition("/")[2]: one["reason"] for one in report["quarantined"]}
    assert left_out == {
        "broken.json": "damaged",
        "empty.html": "no article",
        "outside.txt": "hostile",
        "turkish.txt": "language tr",
    }
    assert all(one["problem"] and one["remedy"] for one in report["quarantined"])
    assert report["passed_over"] == {"other format": 2}
    origins = sorted(one.rpartition("/")[2] for one in report["passed_over_origins"])
    assert origins == ["more.zip!sound.mp3", "photo.jpg"]
    for line in ("read", "converted", "left out: damaged", "left out: language tr", "passed over: other format"):
        assert line in done.stderr


def test_an_unchanged_archive_is_not_read_anew_and_a_member_that_is_gone_goes(filmkg, tmp_path):
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("one.txt", text())
        archive.writestr("two.txt", text(issued="17 May 2025"))
    assert filmkg("build", folder, "--store", store).returncode == 0
    assert b"2 unchanged" in filmkg("build", folder, "--store", store).stdout
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("one.txt", text())
    assert b"1 removed" in filmkg("build", folder, "--store", store).stdout
    (folder / "a.zip").write_bytes(b"PK\3\4 damaged")
    done = filmkg("build", folder, "--store", store)
    assert done.returncode == 1
    assert b"removed" not in done.stdout  # what is in it cannot be known


def test_columns_are_named_where_they_have_names_of_their_own(filmkg, tmp_path):
    table = tmp_path / "links.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Überschrift", "Inhalt"])
        writer.writerow([HEADLINE, "\n\n".join(BODY)])
    assert "--column text=NAME" in filmkg("convert", table).stderr
    done = filmkg("convert", table, "--column", "text=Inhalt", "--column", "title=Überschrift")
    assert done.returncode == 0
    assert HEADLINE in done.stdout.decode()
    assert filmkg("convert", table, "--column", "words=Inhalt").returncode == 2


COPIES = {
    "a-agency": text(),
    "b-paper": text(issued="17 May 2025").replace("opened it", "had opened it"),
    "c-own": "Baku thanks Istanbul\n\n18 May 2025\n\nA week after the Days of Azerbaijani Cinema, which the Azerbaijan "
    "Culture Ministry organized in Istanbul on May 10-12, the minister thanked her hosts in a letter that was read "
    "to students on Saturday, and promised to come back with other films next spring.\n",
}


def test_copies_are_kept_told_and_counted_once_however_the_store_was_built(filmkg, tmp_path):
    exports = set()
    for number, steps in enumerate([[*COPIES], ["c-own", "b-paper", "a-agency"]]):
        folder, store = tmp_path / f"in-{number}", tmp_path / f"store-{number}"
        folder.mkdir()
        for name in steps:
            (folder / f"{name}.txt").write_text(COPIES[name])
            if number:  # one after the other
                assert filmkg("build", folder, "--store", store).returncode == 0
        assert filmkg("build", folder, "--store", store).returncode == 0
        exports.add(filmkg("export", "--store", store, "--format", "nquads").stdout)
    assert len(exports) == 1
    assert json.loads((store / "report.json").read_text())["copies"] == 1
    told = "SELECT ?copy ?original { ?copy prov:alternateOf ?original }"
    assert rows(filmkg, store, told) == [
        [f"https://w3id.org/filmkg/id/article/{name}" for name in ("b-paper", "a-agency")]
    ]
    assert len(rows(filmkg, store, "SELECT ?article { ?article a cdo:Article }")) == 3
    independent = """SELECT (COUNT(DISTINCT ?article) AS ?articles) (COUNT(DISTINCT ?source) AS ?sources) {
      ?evidence rdf:predicate cdo:organizer ; prov:wasDerivedFrom ?article .
      OPTIONAL { ?article prov:alternateOf ?original } BIND(COALESCE(?original, ?article) AS ?source) }"""
    articles, sources = map(int, rows(filmkg, store, independent)[0])
    assert articles == sources + 1
    assert filmkg("forget", "a-agency", "--store", store).returncode == 0
    assert rows(filmkg, store, told) == []


def test_copies_outlive_an_export_and_an_import(filmkg, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, words in COPIES.items():
        (folder / f"{name}.txt").write_text(words)
    assert filmkg("build", folder, "--store", tmp_path / "store").returncode == 0
    export = filmkg("export", "--store", tmp_path / "store", "--format", "nquads").stdout
    (tmp_path / "dump.nq").write_bytes(export)
    assert filmkg("import", tmp_path / "dump.nq", "--store", tmp_path / "other").returncode == 0
    assert filmkg("export", "--store", tmp_path / "other", "--format", "nquads").stdout == export


@pytest.mark.parametrize("rights", ["full", "quotes", "offsets"])
def test_no_more_of_a_text_is_kept_than_its_rights_allow(filmkg, tmp_path, rights):
    table = tmp_path / "in.jsonl"
    article = {"id": "days", "headline": HEADLINE, "url": "https://www.news.example/a", "published": "2025-05-16"}
    table.write_text(json.dumps({**article, "text": "\n\n".join(BODY)}))
    policy = tmp_path / "rights.toml"
    policy.write_text(f'[hosts]\n"news.example" = "{rights}"\n')
    store = tmp_path / "store"
    assert filmkg("build", table, "--store", store, "--rights", policy).returncode == 0
    assert rows(filmkg, store, ORGANIZERS) == [["Azerbaijan Culture Ministry"]]
    export = filmkg("export", "--store", store, "--format", "nquads").stdout.decode()
    sentence = "Azerbaijani cinema is now represented on the world stage"
    whole = "\\n\\n".join([HEADLINE, BODY[0]])
    assert (whole in export) == (rights == "full")
    assert (sentence in export) == (rights != "offsets")
    if rights == "offsets":
        normalised = "\n\n".join([HEADLINE, *BODY]) + "\n"
        query = "SELECT ?start ?end ?digest { ?s oa:start ?start ; oa:end ?end ; cdo:quoteDigest ?digest }"
        found = rows(filmkg, store, query)
        assert found
        for start, end, digest in found:
            assert hashlib.sha256(normalised[int(start) : int(end)].encode()).hexdigest() == digest


def test_rights_that_there_are_not_are_said(filmkg, tmp_path):
    (tmp_path / "rights.toml").write_text('default = "everything"')
    (tmp_path / "a.txt").write_text(text())
    done = filmkg("convert", tmp_path / "a.txt", "--rights", tmp_path / "rights.toml")
    assert done.returncode == 2
    assert "full, quotes, offsets" in done.stderr
