import json

import pytest

NEWS = """16 May 2025

The Lantern Producers Guild (LPG) opened the 2nd Georgian Film Week in Riga on 15 May 2025, chairman Anar Karimov said.

The Guild was founded in 1962. Karimov is president of the Kapok Film Fund.

Among the films shown was “The Long Red Autumn”.

“We have waited for ten years,” he said.

It rained all day. The streets were empty. Trams ran late. The halls were full.

“Red Hats” was also screened.

The Orion Film Festival will be held in Oslo in November 2025.
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    file = tmp_path_factory.mktemp("news") / "news.txt"
    file.write_text(NEWS, encoding="utf-8")
    return file


@pytest.fixture
def explained(filmkg, news):
    (article,) = json.loads(filmkg("explain", news, "--json").stdout)["articles"]
    return [fact for passage in article["passages"] for fact in passage["facts"]]


def one(facts, **wanted):
    (found,) = [fact for fact in facts if all(fact[name] == value for name, value in wanted.items())]
    return found


def text_of(words):
    assert NEWS[words["start_char"] : words["end_char"]] == words["text"]
    return words["text"]


@pytest.mark.parametrize(
    ("wanted", "end", "words", "name", "sentence"),
    [
        ({"property": "foundedIn"}, "subject", "The Guild", "Lantern Producers Guild", "The Lantern Producers Guild"),
        (
            {"property": "holder", "rule": "is or becomes post of"},
            "object",
            "Karimov",
            "Anar Karimov",
            "The Lantern Producers",
        ),
        ({"property": "presentsCinemaOf"}, "object", "Georgian", "Georgia", None),
    ],
)
def test_what_points_back_leads_to_the_full_name(explained, wanted, end, words, name, sentence):
    chain = one(explained, **wanted)[f"{end}_chain"]
    assert chain["how"] == "words"
    assert text_of(chain["words"]) == words
    assert chain["name"] == name
    if sentence is None:
        assert chain["named_in"] is None
    else:
        assert text_of(chain["named_in"]).startswith(sentence)


def test_what_a_sentence_leaves_out_is_said(explained):
    shown = one(explained, property="screens", object="The Long Red Autumn")["subject_chain"]
    assert (shown["how"], text_of(shown["words"])) == ("spoken of", "2nd Georgian Film Week")
    shown = one(explained, property="screens", object="Red Hats")["subject_chain"]
    assert (shown["how"], shown["words"], shown["name"]) == ("main event", None, "2nd Georgian Film Week")
    assert text_of(shown["named_in"]).startswith("The Lantern Producers Guild")
    speaker = one(explained, property="speaker")["object_chain"]
    assert (speaker["how"], text_of(speaker["words"]), speaker["name"]) == ("spoken of", "Karimov", "Anar Karimov")


def test_literals_and_nodes_in_the_middle_have_no_chain(explained):
    assert one(explained, property="foundedIn")["object_chain"] is None
    assert one(explained, property="speaker")["subject_chain"] is None


def test_the_words_that_decided_a_status_are_told(explained):
    planned = one(explained, subject="Orion Film Festival", property="status")
    assert (planned["object"], planned["rule"]) == ("planned", "modality: will be")
    assert text_of(planned["cue"]) == "will be held"
    place = one(explained, subject="Orion Film Festival", property="place")
    assert (place["status"], place["cue"]) == ("planned", planned["cue"])
    assert one(explained, property="foundedIn")["cue"] is None


def test_the_chain_stands_below_the_words(filmkg, news):
    lines = filmkg("explain", news).stdout.decode().splitlines()
    founded = next(number for number, line in enumerate(lines) if "— foundedIn —" in line)
    assert lines[founded + 2].startswith("        “The Guild” → “Lantern Producers Guild”, named in “The Lantern")
    assert any("    main event of the article: “2nd Georgian Film Week”, named in “The" in line for line in lines)
    assert any("    spoken of before: “Karimov” → “Anar Karimov”" in line for line in lines)
    assert any(line.endswith("planned by “will be held”)") for line in lines)
    assert not any("“Riga” → “Riga”" in line for line in lines)


def test_facts_stand_beside_their_words(filmkg, articles):
    done = filmkg("explain", articles / "days-of-cinema.txt")
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    sentence = next(number for number, line in enumerate(lines) if "was shown as part of the event" in line)
    following = lines[sentence + 1 : lines.index("", sentence)]
    assert any("Red Garden — director — Mirbala Salimli" in line for line in following)


def test_json_quotes_the_text(filmkg, articles):
    file = articles / "days-of-cinema.txt"
    (article,) = json.loads(filmkg("explain", file, "--json").stdout)["articles"]
    text = file.read_text(encoding="utf-8")
    assert article["key"] == "days-of-cinema"
    facts = 0
    for passage in article["passages"]:
        assert text[passage["start_char"] : passage["end_char"]] == passage["text"]
        for fact in passage["facts"]:
            facts += 1
            assert fact["words"] in text
            assert 0 < fact["confidence"] <= 1
    assert facts > 3


def test_a_bad_article_is_1(filmkg, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    done = filmkg("explain", "bad.txt")
    assert done.returncode == 1
    assert "bad.txt" in done.stderr
