"""Packed weights give the probabilities that plain ones give."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.regression import Weights, moved, pack, ready, softmax, unpack


def test_packed_weights_sum_as_if_they_stood_alone():
    weights = {"a": pack([1.5, -2.25, 0.01]), "b": pack([-3.0, 0.25, -0.02])}
    one, two, three = softmax(unpack(ready(weights).total(["a", "b", "b", "unknown"]), 3))
    powers = [math.exp(score) for score in (-4.5, -1.75, -0.03)]
    assert [one, two, three] == pytest.approx([power / (1 + sum(powers)) for power in powers])


@given(st.lists(st.lists(st.integers(-20_000, 20_000), min_size=4, max_size=4), min_size=1, max_size=60))
def test_packing_loses_nothing(hundredths):
    weights = {str(number): pack(value / 100 for value in row) for number, row in enumerate(hundredths)}
    scores = [sum(column) / 100 for column in zip(*hundredths, strict=True)]
    highest = max(0.0, *scores)
    powers = [math.exp(score - highest) for score in scores]
    expected = [power / (sum(powers) + math.exp(-highest)) for power in powers]
    assert list(softmax(unpack(ready(weights).total(weights), 4))) == pytest.approx(expected)


def test_the_scores_of_some_of_the_classes_are_those_of_them_alone():
    packed = ready({"a": pack([-1.0, 2.0]) + moved(pack([-3.0, 0.5, 7.0]), 2)}).total(["a", "a"])
    assert unpack(packed, 5) == (-200, 400, -600, 100, 1400)
    assert unpack(packed, 2, first=2, of=5) == (-600, 100)


def test_weights_are_read_when_they_are_asked_for():
    asked = []

    texts = {"a": "0.5 -1.25", "b": "1.0 2.0", "c": "nonsense"}

    def read(feature):
        asked.append(feature)
        return pack(map(float, texts[feature].split(" ")))

    weights = Weights(texts, read)
    assert "c" in weights
    assert weights.total(["a", "b", "a", "unknown"]) == pack([2.0, -0.5])
    assert weights.each(["b", "unknown"]) == [pack([1.0, 2.0]), 0]
    assert asked == ["a", "b"]
    assert sorted(weights) == ["a", "b", "c"]
