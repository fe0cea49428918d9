"""Events that have no name: "a special screening", "held talks with", "met the ambassador"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.annotate.cover import Cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Article, Kind, Mention, Span

_GROUP = r"an? (?:[\w-]+ ){0,3}(?:delegation|group|mission)\b"
_SOMEBODY = r"(?:the |his |her |their )?[A-ZÀ-Þ]"
_MET = re.compile(
    # who receives a prize meets nobody
    r"\b(met|meets|met with|received|receives|been received|(?:was|were) received|"
    r"(?:held|holds?) (?:talks|discussions|negotiations|consultations|conversations)|conferred|(?:sat|sit) down|"
    r"(?:had|has|have|having) (?:talks|discussions|negotiations|consultations)|exchanged (?:views|opinions|ideas)|"
    r"audience(?= with )|"
    rf"(?:welcomed|welcomes|hosted)(?= (?:his |her |[A-ZÀ-Þ][^\W\d_]+ [A-ZÀ-Þ]|{_GROUP})))"
    rf"(?= (?:with |by |the |his |her |their |in |on |at |for |{_GROUP}|[A-ZÀ-Þ]))"
    r"(?! (?:the|an?|its|his|her) (?:[\w’'-]+ ){0,4}?"
    r"(?:prize|award|trophy|medal|diploma|grant|title|degree|order|oscar)\b)"
)
# what is said of a meeting where the verb alone does not say that people met
_CONFERRED = re.compile(
    rf"\b((?:discuss(?:ed|es)|reviewed|talked (?:over|about))(?= [^.;:\n\"“”]{{3,90}}? with {_SOMEBODY})|"
    rf"(?:pa(?:id|ys?|ying)|made) (?:an? )?(?:\w+ )?(?:courtesy |farewell |introductory )?call(?= on {_SOMEBODY})|"
    r"(?<!in )[Tt]alks(?= between ))"
)
_SHOWN = re.compile(
    # what is shown as part of an event is shown at no other
    r"\b(screened|shown|projected|screening|demonstrated|premiered|"
    r"(?:showed|shows|introduced|introduces|presented|presents|screens)(?= [\"“«A-ZÀ-Þ]))(?!\w)"
    r"(?! (?:as part of|under|within|in the (?:framework|scope|course) of)\b)"
)
# who teaches does so at an event, whatever it is called
_TAUGHT = re.compile(
    r"\b((?:will|is to|are to|is going to|are going to) (?:lecture|speak|talk)|lectured|lectures)"
    r"(?= (?:on|about|at) )"
)


def find_unnamed(article: Article, searched: Sequence[Span], taken: Cover, lexicon: Lexicon) -> list[Mention]:
    """Find what may be an event without a name, in what is free, and take it; the stage `extract` says what is none.

    Args:
        article: The article.
        searched: Its sentences.
        taken: What is known already.
        lexicon: Word classes.
    """
    found = []
    for sentence in searched:
        for span, label, value, called in _candidates(article.text, sentence, lexicon):
            if taken.is_free(span):
                taken.take(span)
                word = article.quote(span).lower()
                found.append(Mention(Kind.EVENT, span, label, value, aliases=(word,) if called else ()))
    return found


def _candidates(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[Span, str, str, bool]]:
    """Yield where a sentence may speak of such an event, what it is called, its class, and whether by a noun."""
    for match in lexicon.indefinite.finditer(text, sentence.start_char, sentence.end_char):
        word = match.group(1).lower()
        value = lexicon.unnamed_event[word]
        yield Span(*match.span(1)), word if value == "Event" else value.lower(), value, True
    for pattern, value in ((_MET, "Meeting"), (_CONFERRED, "Meeting"), (_SHOWN, "Screening"), (_TAUGHT, "Event")):
        for match in pattern.finditer(text, sentence.start_char, sentence.end_char):
            yield Span(*match.span(1)), value.lower(), value, False
