import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph
from rdflib.compare import isomorphic


@pytest.mark.parametrize("format_", ["turtle", "trig", "nquads", "jsonld"])
def test_twice_the_same_bytes(filmkg, store, tmp_path, format_):
    done = filmkg("export", "--store", store, "--format", format_, PYTHONHASHSEED="1")
    assert done.returncode == 0
    output = tmp_path / "export"
    assert filmkg("export", "--store", store, "--format", format_, "-o", output, PYTHONHASHSEED="2").returncode == 0
    assert output.read_bytes() == done.stdout


def test_turtle_is_what_converting_gives_and_rdflib_reads_it(filmkg, store, articles):
    turtle = filmkg("export", "--store", store).stdout
    assert turtle == filmkg("convert", articles).stdout
    quads = pyoxigraph.parse(filmkg("export", "--store", store, "--format", "nquads").stdout, format=RdfFormat.N_QUADS)
    triples = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), Graph().parse(data=triples, format="nt"))
