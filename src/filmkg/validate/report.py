"""What a validation found, for people who do not know SHACL, and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        article: IRI of the article, "" where the graph names none.
        focus: IRI of the node that it is wrong with, "_:" for a blank node.
        label: What that node is called.
        path: IRI of the property in question, "" where it is the node itself.
        value: What the property says, by name; "" where something is missing.
        message: What is wrong, in plain words.
        sentence: The words that state it or, where none do, words that speak of the node; "" where there are none.
        shape: IRI of the shape that found it.
        is_warning: Whether it is no mistake of the graph: articles that contradict each other.
    """

    article: str
    focus: str
    label: str
    path: str
    value: str
    message: str
    sentence: str
    shape: str
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a graph is as it should be, and if not, why: findings sorted, each once; one with warnings alone is."""

    conforms: bool
    findings: tuple[Finding, ...]

    def to_text(self) -> str:
        """Return the report for people: one paragraph a mistake."""
        if self.conforms:
            return "Nothing is wrong.\n"
        mistakes = [finding for finding in self.findings if not finding.is_warning]
        count = len(mistakes)
        lines = ["1 thing is wrong." if count == 1 else f"{count} things are wrong."]
        for number, finding in enumerate(mistakes, start=1):
            about = f", {_local_name(finding.path)}" if finding.path else ""
            value = f" “{finding.value}”" if finding.value else ""
            lines += ["", f"{number}. {finding.label}{about}{value}", f"   {finding.message}"]
            if finding.sentence:
                lines.append(f"   In the text: “{' '.join(finding.sentence.split())}”")
            lines.append(f"   Where: {finding.focus}")
            if finding.article:
                lines.append(f"   Article: {finding.article}")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return the report as a JSON object with the attributes of this class as keys."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
