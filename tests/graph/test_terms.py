"""Terms as text are what Oxigraph writes."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from filmkg.graph.terms import literal, tagged, typed
from filmkg.vocab import XSD

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\r\t\x08\x0c\x7f\x85\u00a0\u2028'))


@given(TEXT)
def test_literals_are_written_as_oxigraph_writes_them(text):
    assert literal(text) == typed(text, "string") == str(Literal(text))
    assert typed(text, "decimal") == str(Literal(text, datatype=XSD["decimal"]))
    assert tagged(text, "en") == str(Literal(text, language="en"))
