import pytest

from filmkg.errors import RdfError
from filmkg.graph import Format, graph_iri, read_graphs, serialize, to_quads

SUFFIX = {Format.TURTLE: ".ttl", Format.TRIG: ".trig", Format.NQUADS: ".nq", Format.JSONLD: ".jsonld"}


@pytest.mark.parametrize("format_", Format)
def test_what_was_written_is_read_graph_by_graph(tmp_path, extraction, extraction_of, node, format_):
    other = to_quads(extraction_of([node(0, "City", "Istanbul")], [], key="another"))
    file = tmp_path / f"both{SUFFIX[format_]}"
    file.write_bytes(serialize((*to_quads(extraction), *other), format=format_))
    graphs = read_graphs(file)
    if format_ is Format.TURTLE:
        assert list(graphs) == [""]
    else:
        assert list(graphs) == [graph_iri("another").value, graph_iri("baku-days").value]
        assert set(graphs[graph_iri("another").value]) == set(other)


def test_a_file_that_does_not_parse_is_named_with_the_place(tmp_path):
    file = tmp_path / "bad.ttl"
    file.write_text("<a:b> <a:c>\n", encoding="utf-8")
    with pytest.raises(RdfError, match=r"bad\.ttl: does not parse: .*\d"):
        read_graphs(file)
    with pytest.raises(RdfError, match="cannot be read"):
        read_graphs(tmp_path / "none.nq")
