"""One thing, one node: which things of which articles are the same, why, and what all articles state together."""

from filmkg.identity.conflicts import Claimed, Conflict, gather_conflicts
from filmkg.identity.copies import Copy, find_copies, find_copies_anew, fingerprint
from filmkg.identity.description import Description, describe
from filmkg.identity.explanation import Identity, Mention, Namesake, explain_identity
from filmkg.identity.joins import JOINED, Join, told_join
from filmkg.identity.merges import Apart, Decision, Merges, Verdict, Verdicts, merge, merge_things
from filmkg.identity.review import APART, Merged, read_merges, write_merges
from filmkg.identity.things import PARTED, Profile, Thing, block_keys, iri_key, profile_from_json, sign_things
from filmkg.identity.view import View, read_table, table

__all__ = [
    "APART",
    "JOINED",
    "PARTED",
    "Apart",
    "Claimed",
    "Conflict",
    "Copy",
    "Decision",
    "Description",
    "Identity",
    "Join",
    "Mention",
    "Merged",
    "Merges",
    "Namesake",
    "Profile",
    "Thing",
    "Verdict",
    "Verdicts",
    "View",
    "block_keys",
    "describe",
    "explain_identity",
    "find_copies",
    "find_copies_anew",
    "fingerprint",
    "gather_conflicts",
    "iri_key",
    "merge",
    "merge_things",
    "profile_from_json",
    "read_merges",
    "read_table",
    "sign_things",
    "table",
    "told_join",
    "write_merges",
]
