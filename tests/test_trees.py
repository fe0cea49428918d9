"""Trees say together what each of them says that is gone through node by node."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.trees import probability, read_trees, shares

NAMES = ("highest", "mean", "sum")
LEAVES = st.integers(-3000, 3000)
NUMBERS = st.one_of(st.integers(-1, 1000), st.integers(-1, 3))
TREES = st.recursive(LEAVES, lambda below: st.tuples(st.integers(0, 2), NUMBERS, below, below), max_leaves=32)
ROWS = st.tuples(NUMBERS, NUMBERS, NUMBERS)


def written(tree):
    if isinstance(tree, int):
        return str(tree)
    place, limit, low, high = tree
    return f"{place}:{limit} {written(low)} {written(high)}"


def said(tree, row):
    if isinstance(tree, int):
        return tree
    place, limit, low, high = tree
    return said(low if row[place] <= limit else high, row)


@given(st.lists(TREES, max_size=6), st.lists(ROWS, min_size=1))
def test_trees_say_what_was_written(trees, rows):
    read = read_trees("\n".join([" ".join(NAMES), *map(written, trees)]), NAMES)
    assert [read.score(row) for row in rows] == [sum(said(tree, row) for tree in trees) for row in rows]


def test_the_example_of_the_file():
    tree = read_trees("highest mean sum\n0:431 -35 2:200 12 88\n", NAMES)
    assert [tree.score(row) for row in ((431, 0, 0), (432, 0, 200), (432, 0, 201))] == [-35, 12, 88]


def test_what_a_tree_asks_for_goes_by_its_name():
    tree = read_trees("sum highest\n0:10 1 2\n", NAMES)
    assert [tree.score(row) for row in ((99, 99, 10), (0, 0, 11))] == [1, 2]


def test_trees_for_other_rows_are_refused():
    with pytest.raises(ValueError, match="lowest"):
        read_trees("highest lowest\n1:10 1 2\n", NAMES)


def test_a_tree_has_32_leaves_at_most():
    as_many = " ".join(f"0:{limit} {limit}" for limit in range(31)) + " 31"
    assert read_trees(f"highest\n{as_many}", NAMES).score((17, 0, 0)) == 17
    with pytest.raises(ValueError, match="33 leaves"):
        read_trees(f"highest\n0:99 {as_many} 0", NAMES)


@given(st.integers(-20_000, 20_000))
def test_a_higher_score_is_a_higher_probability(score):
    assert 0 <= probability(score) <= probability(score + 1) <= 1
    assert probability(score) + probability(-score) == pytest.approx(1)


@given(st.lists(st.integers(-30_000, 30_000), min_size=1, max_size=5))
def test_shares_are_of_one_whole_and_in_the_order_of_the_scores(scores):
    parts = shares(scores)
    assert sum(parts) == pytest.approx(1)
    assert sorted(range(len(scores)), key=lambda n: (scores[n], n)) == sorted(
        range(len(scores)), key=lambda n: (parts[n], scores[n], n)
    )


def test_two_shares_are_the_probability_of_what_lies_between():
    assert shares([1500, 0])[0] == pytest.approx(probability(1500))
