"""The body above a text that the text calls by its head alone."""

import pytest

from filmkg.model import Kind


def bodies(mentions, text):
    return [(m.name, m.anaphor) for m in mentions(text) if m.kind is Kind.ORGANIZATION]


def test_the_embassy_is_the_one_whose_page_it_is(mentions):
    text = "Embassy of Japan in Estonia\n\n8 May 2025\n\nMANY CAME TO OUR FILMS\n\nThe Embassy thanks all who came."
    assert bodies(mentions, text) == [("Embassy of Japan in Estonia", False), ("Embassy", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Embassy of Japan in Estonia\n\n8 May 2025\n\nMANY CAME TO OUR FILMS\n\nThe ambassador thanks all who came.",
        "The Kapok Film Fund and Oslo\n\n8 May 2025\n\nThe Fund is small and it was asked on Friday.",
    ],
)
def test_what_the_text_does_not_speak_of_issues_nothing(mentions, text):
    assert [name for name, anaphor in bodies(mentions, text) if not anaphor] == []


def test_another_body_of_that_kind_is_meant_where_one_is_named(mentions):
    text = "Embassy of Japan in Estonia\n\n8 May 2025\n\nThe Embassy of Chile came. The Embassy is small."
    assert bodies(mentions, text) == [("Embassy of Chile", False), ("Embassy", True)]
