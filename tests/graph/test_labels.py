from filmkg.graph.labels import node_aliases, node_label
from filmkg.graph.outline import Outline
from filmkg.model import Value


def test_nodes_in_the_middle_have_composed_labels(extraction):
    outline = Outline(extraction)
    labels = {number: node_label(node, outline) for number, node in outline.nodes.items()}
    assert labels[0] == "Days of Azerbaijani Cinema"
    assert labels[7] == "Mushfig Hatamov: Chairman, Azerbaijan Producers Guild"
    assert labels[8] == "Mushfig Hatamov: “Cinema is a bridge.”"
    assert labels[9] == "meeting"
    assert labels[10] == "memorandum: Azerbaijan, Turkiye"


def test_memberships_and_awards_are_composed_from_what_is_known(extraction_of, node):
    nodes = [node(0, "Organization", "APG"), node(1, "Organization", "FIAPF"),
             node(2, "Membership", "membership", named=False), node(3, "AwardGrant", "award", named=False),
             node(4, "Position", "position", named=False)]  # fmt: skip
    facts = [(2, "member", 0), (2, "body", 1), (2, "membershipKind", Value("full")),
             (3, "award", Value("Best Film")), (3, "recipient", 0)]  # fmt: skip
    outline = Outline(extraction_of(nodes, facts))
    assert [node_label(outline.nodes[number], outline) for number in (2, 3, 4)] == [
        "APG: full member of FIAPF", "Best Film: APG", "position"
    ]  # fmt: skip


def test_a_country_has_its_common_name_and_keeps_that_of_the_text(extraction_of, node):
    outline = Outline(extraction_of([node(0, "Country", "Republic of Azerbaijan", code="AZ", aliases=("AR",))], []))
    assert node_label(outline.nodes[0], outline) == "Azerbaijan"
    assert node_aliases(outline.nodes[0], node_label(outline.nodes[0], outline)) == ("AR", "Republic of Azerbaijan")
