import pytest

from filmkg.model import Span
from filmkg.text.lead import publisher_in_lead


@pytest.mark.parametrize(
    ("sentence", "publisher"),
    [
        ("The week opened on Monday, Azernews reports.", "Azernews"),
        ("The week opened on Monday, AzerNEWS has learned from the agency.", "AzerNEWS"),
        ("The week opened on Monday, El.kz cites the press service.", "El.kz"),
        ("The week opened on Monday, the Danube Times reported.", "Danube Times"),
        ("The week opened, Trend informs, citing the ministry.", "Trend"),
        ("The week opened, the press service of the studio informs.", None),
        ("The week opened, Minister Jane Roe informs.", None),
        ("The new report reports on it.", None),
        ("The week opened on Monday.", None),
    ],
)
def test_only_an_outlet_is_a_publisher(sentence: str, publisher: str | None) -> None:
    assert publisher_in_lead(sentence, [Span(0, len(sentence))]) == publisher
