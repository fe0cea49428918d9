import json

from hypothesis import given
from hypothesis import strategies as st

from filmkg.validate import Finding, Report

FINDING = Finding(
    article="https://w3id.org/filmkg/id/article/a",
    focus="https://w3id.org/filmkg/id/film/toy",
    label="The Toy",
    path="https://w3id.org/filmkg/ontology#director",
    value="Example Guild",
    message="The director of a film must be a person.",
    sentence="The Toy, made by\nExample Guild, opened the week.",
    shape="https://w3id.org/filmkg/shapes#Film-director",
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_text_says_what_where_and_why():
    text = Report(conforms=False, findings=(FINDING,)).to_text()
    assert text.startswith("1 thing is wrong.\n")
    assert "1. The Toy, director “Example Guild”" in text
    assert "The director of a film must be a person." in text
    assert "In the text: “The Toy, made by Example Guild, opened the week.”" in text
    assert FINDING.focus in text
    assert FINDING.article in text


def test_text_leaves_out_what_is_not_known():
    bare = Finding(
        "", "_:", "something without an address", "", "", "It needs an address of its own (an IRI).", "", "s"
    )
    text = Report(conforms=False, findings=(bare, FINDING)).to_text()
    assert text.startswith("2 things are wrong.\n")
    first = text.split("\n2. ")[0]
    assert "In the text" not in first
    assert "Article:" not in first


def test_a_report_without_findings_says_so():
    assert Report(conforms=True, findings=()).to_text() == "Nothing is wrong.\n"


@given(st.lists(st.builds(Finding, *[texts] * 8), max_size=3))
def test_json_holds_the_whole_report(findings):
    report = Report(conforms=not findings, findings=tuple(findings))
    data = json.loads(report.to_json())
    again = Report(conforms=data["conforms"], findings=tuple(Finding(**row) for row in data["findings"]))
    assert again == report
