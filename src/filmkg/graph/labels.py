"""What a node is called: the name in the text, or words composed from its facts for a node in the middle."""

from __future__ import annotations

from filmkg.graph.names import load_names
from filmkg.graph.outline import Outline
from filmkg.model import Node

_QUOTE_CHARS = 60


def node_label(node: Node, outline: Outline) -> str:
    """Return the label of a node.

    A country has its common English name, so that its label is the same in every article; a node in the middle is
    composed readably ("Mushfig Hatamov: Chairman, Azerbaijan Producers Guild"); all others are called as in the text.
    """

    def words(name: str, joint: str = ", ") -> str:
        return joint.join(outline.words(node.number, name))

    match node.type:
        case "Country":
            return load_names().countries.get(node.code, node.label)
        case "Position":
            composed = _join(": ", words("holder"), _join(", ", words("positionTitle"), words("organization")))
        case "Membership":
            kind = _join(" ", words("membershipKind"), "member")
            composed = _join(": ", words("member"), _join(" of ", kind, words("body")))
        case "AwardGrant":
            composed = _join(", ", _join(": ", words("award"), words("recipient")), words("grantedAt"))
        case "Quotation":
            composed = _join(": ", words("speaker"), f"“{_shorten(words('text', ' '))}”")
        case "Agreement" if not node.named:
            composed = _join(": ", words("agreementType") or node.label, words("party"))
        case _:
            return node.label
    return composed or node.label


def node_aliases(node: Node, label: str) -> tuple[str, ...]:
    """Return every other form of a node's name than its label, sorted."""
    forms = {*node.aliases, node.label} if node.named else set(node.aliases)
    return tuple(sorted(forms - {"", label}))


def _join(joint: str, *parts: str) -> str:
    return joint.join(part for part in parts if part)


def _shorten(text: str) -> str:
    if len(text) <= _QUOTE_CHARS:
        return text
    return f"{text[:_QUOTE_CHARS].rpartition(' ')[0] or text[:_QUOTE_CHARS]} …"
