import json


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
