from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.text.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[span.start_char : span.end_char] for span in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It opened.", "It closed."],
        ["Mr. Roe, Dr. Poe and Prof. Moe met H.E. Jane Doe.", "They talked."],
        ["State Sen. Jane Roe came.", "So did Gov. Doe."],
        ["J. K. Rowling wrote it.", "E. M. Forster did not."],
        ["The Intl. Federation of Film Producers Assns. met in Nice.", "Nobody came."],
        ["It is distributed by Roe Films Inc. in the U.S. and Canada.", "Elsewhere it is not."],
        ["The fund is in the U.S.", "The studio is not."],
        ["It starts at 7 p.m. on Oct. 6.", "Doors open at 6 p.m.", "It ends late."],
        ["KölnFilm e.V. filled two houses.", "Both were large."],
        ["He made No. 7 in 2018.", "The next one came in 2019."],
        ['"Tin Soldier" (France, dir. Camille Aubert) won.', "So did others."],
        ['She won for "Minari."', "Also shown was another."],
        ["He asked: “Why?”", "Nobody knew."],
        ['"Is it ready?" Roe asked.', "It was."],
        ['"It is!" the director of the fund said.', "They cheered."],
        ['"We came. We saw. We filmed," said Roe.', "Then she left."],
        ["«Nous sommes là. Enfin», said Roe.", "He smiled."],
        ["‘It’s late. We’ll go,’ he said.", "They went."],
        ["It never came back…", "Nobody asked."],
        ["It never came back...", "Nobody asked."],
        ["El.kz and News.Az wrote of it.", "So did others."],
        ["The cast is Roe (2,5 m); Doe; and Poe.", "The crew is large."],
        ["Priyanka V. (managing director) came.", "She spoke."],
        ["What next?", "A film!", "And then?"],
        ["Quo Vadis, Roe? (2020) is shown on Monday.", "It is new."],
        ["(It rained.)", "We stayed."],
        ["Film opened.", "«Roe» won."],
        ["Он приехал.", "Она уехала."],
    ],
)
def test_sentences_end_where_they_end(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_missing_space_is_no_missing_end() -> None:
    assert split("It is the jubilee of their cinema.Roe made the first film.") == [
        "It is the jubilee of their cinema.",
        "Roe made the first film.",
    ]


def test_an_unclosed_quotation_swallows_nothing() -> None:
    assert split('She said: "It is late. They left. Nobody knew.') == [
        'She said: "It is late.',
        "They left.",
        "Nobody knew.",
    ]


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" .!?\"'“”‘’«»Aa1\n"))))
def test_sentences_hold_every_character_once(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    assert "".join("".join(text[s.start_char : s.end_char].split()) for s in spans) == "".join(text.split())
    assert all(before.end_char <= after.start_char for before, after in pairwise(spans))
    assert all(text[s.start_char : s.end_char].strip() == text[s.start_char : s.end_char] != "" for s in spans)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_a_paragraph_is_split_as_if_it_stood_alone(before: str, paragraph: str, after: str) -> None:
    text = before + "\n\n" + paragraph + "\n\n" + after
    start = len(before) + 2
    inside = split_sentences(text, start, start + len(paragraph))
    assert [text[s.start_char : s.end_char] for s in inside] == split(paragraph)
