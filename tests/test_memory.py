"""What was worked out once is known, and no more is kept than there is room for."""

from filmkg import memory
from filmkg.memory import Memory


def test_each_value_is_worked_out_once():
    asked = []
    squares = Memory(lambda number: asked.append(number) or number * number)
    assert [squares[3], squares[4], squares[3]] == [9, 16, 9]
    assert asked == [3, 4]


def test_it_forgets_when_it_is_full(monkeypatch):
    monkeypatch.setattr(memory, "_MAX_ENTRIES", 10)
    squares = Memory(lambda number: number * number)
    for number in range(100):
        assert squares[number] == number * number
        assert len(squares) <= 10
