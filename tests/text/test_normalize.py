import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.text.normalize import decode


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n\ufeffe\u0301"))))
def test_the_text_is_what_everybody_else_gets(text: str) -> None:
    data = text.encode()
    expected = unicodedata.normalize("NFC", data.decode("utf-8").replace("\r\n", "\n"))
    assert decode(Document("k", "k.txt", data)) == expected


def test_line_ends_and_accents_are_normalised_and_the_rest_stays() -> None:
    assert decode(Document("k", "k.txt", "\ufeffCine\u0301\r\nclub\r".encode())) == "\ufeffCin\u00e9\nclub\r"


def test_other_encodings_are_refused_with_place_and_remedy() -> None:
    with pytest.raises(DocumentError, match=r"k\.txt.*byte 3") as raised:
        decode(Document("k", "k.txt", "Cin\u00e9".encode("latin-1")))
    assert "iconv" in raised.value.remedy
