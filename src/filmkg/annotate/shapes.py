"""The shapes of names: regular expressions over the token classes of `tokens.py`, in one table.

Where two match at the same place the longer wins, then the earlier here. The examples are what each is for.
"""

from __future__ import annotations

import re

from filmkg.model import Kind

_CAP = "[CUKNGDFOVEAHBSZ9i]"
_CAP_NO_HEAD = "[CUKNGDFVAHBSZi]"
# what follows "of" in a name: "Culture and Tourism", "Press, Publication, Radio, Film and Television"
_LIST = "[CUKGDFVAHBSE]{1,4}(?:(?:,[CUFHG])*,?43?(?:[CUFHBDG](?![CKNGDFHBOVEo])|[HD][CHF](?![CKNGDFHBOVEo])))?"
_TAIL = f"(?:[12]3?(?:{_CAP_NO_HEAD}{{0,5}}O|N|C1N|{_LIST}))"

# kind, classes of which the sentence must have one, pattern
PATTERNS: tuple[tuple[Kind, frozenset[str], re.Pattern[str]], ...] = (
    (
        Kind.EVENT,
        frozenset("E"),
        re.compile(
            f"9?-?(?:{_CAP}-?){{0,6}}(?:4(?:{_CAP}-?){{1,3}})?E{_TAIL}{{0,2}}(?:p{{1,2}}{_CAP}{{1,3}}){{0,2}}(?:-?[yKG](?![CKUF]))?(?:5[GN](?![CK]))?"
        ),
    ),
    (Kind.EVENT, frozenset("e"), re.compile("9?(?:[CKNGDFH]-?){1,5}(?:4[CKNGDF]{1,2})?[fFj]{0,2}e")),
    (Kind.EVENT, frozenset("Ee"), re.compile("9?[Ee]13?(?:[CKNGDB]-?){1,4}'?(?:4[DC])?[jgqH]{0,2}[fF](?:5[GN])?")),
    (Kind.EVENT, frozenset("K"), re.compile("(?<=e)K|K(?=e)")),
    (Kind.EVENT, frozenset("D"), re.compile("9?(?:[D]-?){1,2}[jgq]?[fF][eE]")),
    (
        Kind.ORGANIZATION,
        frozenset("O"),
        re.compile(f"(?:[NGD]'|K')?(?:[CUH]4(?=[CUH][CUHF]*O))?(?:{_CAP}-?){{0,6}}O[BN]?{_TAIL}{{0,3}}"),
    ),
    (Kind.ORGANIZATION, frozenset("K"), re.compile("(?<=[CUKO])K|K[CO]?(?![CUKNGDFVEAO'i])|K(?=')")),
    (Kind.ORGANIZATION, frozenset("o"), re.compile("(?<=o)(?:[CK]){1,4}(?!')")),
    (Kind.ORGANIZATION, frozenset("o"), re.compile("(?:[NGD]'|[CKNGDF])[CKFNGDHBd4]{0,4}o(?:1[NGDC]{1,2})?")),
    (Kind.ORGANIZATION, frozenset("o"), re.compile("o13?[NC]+")),
    (
        Kind.VENUE,
        frozenset("VvF"),
        re.compile(
            "(?:[CUKNGDFHBZi]-?){1,5}V(?:13?[CUNGDF]{1,3})?|[CKU]{1,3}v|V[CUKi]{1,3}|[OCUK]{1,3}F(?![CKNGDFHBOVE])|F[CK]{1,2}(?![CK])|F13?[CNGDU]{1,3}|V13?[CNGDFUE]{1,3}|Vp{1,2}[CVF]{1,2}"
        ),
    ),
    (
        Kind.AWARD,
        frozenset("AaZ"),
        re.compile(
            "(?:[CKUNGDFHBZOVE]'?){0,5}Aa?(?:1[CU]+)?(?:2[wqfgdjv]{1,5})?|[wfgjdqr]?a(?:2[wqfgdjr]{1,4})?|Z[CK]{1,2}(?!')"
        ),
    ),
    (Kind.AGREEMENT, frozenset("Mm"), re.compile("(?:[CKNGDFU]-?){0,4}M(?:1[wUCHd]4?[wCHd]?)?|m(?:1[wd])?")),
    (
        Kind.ROLE,
        frozenset("RrS"),
        re.compile(
            "(?:9(?=[BqR]))?(?:(?:[HdFf]{1,2},){1,3}(?=[HdFfqB]{1,2},?4[HdFfqB]{1,2}[RrS]))?"
            "(?:[qB]4[rR](?=[rR])|[BqHdFEefSjRr](?:,?4[HdqB])?-?){0,5}[RrS](?:[Bq](?:4?[Bq])?|[Bq]4[RrS](?=[CKi]))?"
            "(?:[12][CHdFfBq]{0,2}(?:[Hdf]|F(?![CNGK]))(?:,[CHdFf]{0,2}[HdFf])*(?:,?4[CHdFfBq]{0,2}[HdFf])?){0,2}"
        ),
    ),
    (Kind.GENRE, frozenset("gj"), re.compile("[jg]{0,3}gf?|[jg]f")),
    (
        Kind.PERSON,
        frozenset("CiVhK"),
        re.compile('h{0,2}(?:C-?|i|V(?=C))(?:[CGU]|i|p{1,2}C|"C"|N(?![CFOVE\'])){1,4}|h{1,2}C|KC(?![CFOVEK])'),
    ),
)
