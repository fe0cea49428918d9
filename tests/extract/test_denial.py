"""What an article denies is not stated: the examples of `data/vocabulary/denials.toml`."""

import tomllib

import pytest

from filmkg.extract.denial import is_denied, is_denied_of, load_denials
from filmkg.model import Span
from filmkg.resources import DATA

DENIALS = tomllib.loads((DATA / "vocabulary" / "denials.toml").read_text(encoding="utf-8"))["denial"]


def examples(kind):
    return [
        pytest.param(example["text"], example["fact"], id=f"{denial['name']}: {example['text']}")
        for denial in DENIALS
        for example in denial[kind]
    ]


@pytest.mark.parametrize(("text", "fact"), examples("positive"))
def test_what_is_denied_is_not_stated(stated, text, fact):
    assert fact not in stated(text)


@pytest.mark.parametrize(("text", "fact"), examples("negative"))
def test_what_only_looks_denied_is_stated(stated, text, fact):
    assert fact in stated(text)


def test_every_denial_has_examples_of_both_kinds():
    assert [denial["name"] for denial in DENIALS if len(denial["positive"]) < 2 or not denial["negative"]] == []
    assert sum(map(len, load_denials().values())) == sum(len(denial.get("of", [""])) for denial in DENIALS)


def test_a_denial_of_one_property_is_none_of_another():
    text = "nominated for the prize"
    assert is_denied_of(["recipient"], text, Span(0, 0), len(text), floor=0)
    assert not is_denied_of(["screens"], text, Span(0, 0), len(text), floor=0)


def test_the_words_of_the_first_thing_and_what_stands_before_the_sentence_deny_nothing():
    text = "Nominated. Lost Prize went to her"
    assert not is_denied_of(["recipient"], text, Span(11, 21), 30, floor=11)
    assert not is_denied(text, 11, 30, floor=11)
