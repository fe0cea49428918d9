"""Who a prize goes to, where a list below says it."""

import pytest

HEAD = "Guild names its laureates\n\n12 March 2021\n\n"
LINES = (
    'director Karin Holm - for the documentary "Salt Ferry";',
    "Ana Duarte, actress, for thirty years of work;",
    "Ivo Babic, for the training of young people.",
)


def recipients(stated):
    return [fact.partition("recipient | ")[2] for fact in stated if " | recipient | " in fact]


@pytest.mark.parametrize("bullet", ["", "- ", "• ", "1. "])
def test_each_line_names_one_who_gets_the_prize(stated, bullet):
    text = HEAD + "The Guild's Golden Heron Prize is awarded to:\n\n" + "\n".join(bullet + line for line in LINES)
    assert sorted(recipients(stated(text))) == ["Ana Duarte", "Ivo Babic", "Karin Holm"]


def test_the_list_ends_where_a_paragraph_begins(stated):
    text = HEAD + "The Golden Heron Prize goes to:\n\n" + "\n".join(LINES) + "\n\nLea Kask spoke of the Guild.\n"
    assert sorted(recipients(stated(text))) == ["Ana Duarte", "Ivo Babic", "Karin Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "The Golden Heron Prize was discussed by:\n\nKarin Holm spoke first.\n",
        "The Golden Heron Prize is given by the Guild. Present were:\n\n" + "\n".join(LINES),
        "The Golden Heron Prize and the Silver Crane Prize are here. On the jury:\n\n" + "\n".join(LINES),
    ],
)
def test_of_one_line_or_behind_another_sentence_there_is_no_list(stated, text):
    assert recipients(stated(HEAD + text)) == []


@pytest.mark.parametrize(
    "above",
    [
        "The Guild gives out its Golden Heron Prize every year.\n\nWinners in 2021 are:\n\n",
        "The Guild told the press who will get the Golden Heron Prize in 2021.\n\nThe list reads:\n\n",
        "The names were read out on Friday.\n\nGolden Heron Prize of the Guild\n",
        "The Guild has said who will be honoured with the Golden Heron Prize for 2021.\n\n",
    ],
)
def test_the_prize_can_stand_in_the_paragraph_above(stated, above):
    text = HEAD + above + "\n".join("- " + line for line in LINES)
    assert sorted(recipients(stated(text))) == ["Ana Duarte", "Ivo Babic", "Karin Holm"]


@pytest.mark.parametrize(
    "above",
    [
        "The Guild gives out its Golden Heron Prize every year.\n\nOn the jury are:\n\n",
        "The Guild gives out its Golden Heron Prize every year.\n\nGuests of the evening:\n\n",
        "The Guild gives out its Golden Heron Prize every year.\n\nThe evening is hosted by:\n\n",
        "The Golden Heron Prize was not awarded.\n\n",
        "The Golden Heron Prize will be handed over in May. Our sponsors:\n\n",
        "The Golden Heron Prize will be given to one of the nominees:\n\n",
    ],
)
def test_a_list_of_others_is_none_of_laureates(stated, above):
    assert recipients(stated(HEAD + above + "\n".join("- " + line for line in LINES))) == []


def test_a_body_can_get_a_prize(stated):
    lines = (*LINES, "The Youth Film Studio, for its debuts")
    text = HEAD + "The Golden Heron Prize is awarded to:\n\n" + "\n".join("- " + line for line in lines)
    assert "Youth Film Studio" in recipients(stated(text))
