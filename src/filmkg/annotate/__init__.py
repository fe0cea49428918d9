"""Find the mentions in an article: the third stage. `load()` reads the word lists once and gives the annotator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from filmkg.annotate.apposed import find_apposed, with_whole_titles
from filmkg.annotate.cards import find_cards
from filmkg.annotate.cover import Placed, placed, without_overlaps
from filmkg.annotate.credits import CreditReader
from filmkg.annotate.dates import annotate_dates
from filmkg.annotate.editions import find_editions, load_editions
from filmkg.annotate.embassies import find_embassies
from filmkg.annotate.entries import find_entries
from filmkg.annotate.festivals import find_festivals, find_known_festivals
from filmkg.annotate.gazetteer import Gazetteer, load_gazetteer
from filmkg.annotate.issuers import find_issuer
from filmkg.annotate.layouts import load_layouts
from filmkg.annotate.lexicon import Lexicon, load_lexicon
from filmkg.annotate.lines import short_lines
from filmkg.annotate.listings import find_listings
from filmkg.annotate.names import find_best, find_names, find_papers
from filmkg.annotate.numbers import find_numbers, find_ordinals
from filmkg.annotate.places import find_places
from filmkg.annotate.prizes import find_told_prizes
from filmkg.annotate.programmes import find_programmes
from filmkg.annotate.quotations import QuotationCues, find_quotations, load_cues
from filmkg.annotate.repeats import as_titles, find_repeats, with_acronyms
from filmkg.annotate.surroundings import elsewhere
from filmkg.annotate.tagged import tagged
from filmkg.annotate.tagger import Tagger, load_tagger
from filmkg.annotate.titles import Line, find_titles, line_of
from filmkg.annotate.tokens import Tokens, tokenize
from filmkg.model import Annotation, Article, Kind, Listed, Mention, Part, Sentence
from filmkg.naming.credits import load_credit_words
from filmkg.naming.english import load_english

__all__ = ["load", "sentences_of"]

_PART_ORDER = {Kind.DATE: 0, Kind.ORDINAL: 1}  # places follow
# behind a city that is part of a longer name, or an owner
_GOES_ON = re.compile(r" [A-ZÀ-Þİ]|[’']s ")
_AT, _AT_CHARS = re.compile(r"(?:(?<![\w’'-])([\w’'-]{1,20}))?\Wat \Z", re.IGNORECASE), 30
_READ = (Part.TITLE, Part.BODY, Part.LIST)


def load() -> Callable[[Article], Annotation]:
    """Read the word lists and return the annotator, a function from article to annotation."""
    lexicon, cues, gazetteer, model = load_lexicon(), load_cues(), load_gazetteer(), load_tagger()

    def annotate(article: Article) -> Annotation:
        mentions, listed = _mentions(article, lexicon, cues, gazetteer, model)
        return Annotation(article, tuple(mentions), tuple(listed))

    return annotate


def _mentions(
    article: Article, lexicon: Lexicon, cues: QuotationCues, gazetteer: Gazetteer, model: Tagger
) -> tuple[list[Mention], list[Listed]]:
    places = [
        place._replace(aliases=(gazetteer.country_name(place.value),)) if place.kind is Kind.DEMONYM else place
        for place in find_places(article)
    ]
    dates, ordinals, numbers = annotate_dates(article), find_ordinals(article), find_numbers(article)
    speech, quoted = find_quotations(article, lexicon, cues)
    dated = [place for place in places if place.name[0].isdigit()]  # "6th of October City" is no date
    known = placed(without_overlaps([*dated, *dates, *ordinals, *places]))
    titles = placed(quoted)
    lines, reader = list(short_lines(article)), CreditReader(known, lexicon, load_credit_words())
    listings, listed = find_listings(article.text, lines, reader, load_layouts(), load_english())
    cards = placed(without_overlaps([*listings, *find_cards(lines, reader)]))
    named: list[Mention] = [
        *(_as_festival(place) for place in places if _stands_for_festival(article.text, place, lexicon))
    ]
    read = []
    for sentence in article.sentences:
        if sentence.part in _READ:
            tokens = _tokens_of(article, sentence, lexicon, known, titles)
            if tokens.tokens:
                line, own = line_of(article.text, tokens), cards.inside(sentence.span)
                read.append((sentence, tokens, line, own, _by_rules(article, sentence, tokens, line, lexicon, known)))
    context = elsewhere((tokens, found) for _, tokens, _, _, found in read)
    for sentence, tokens, line, own, found in read:
        names = without_overlaps([*own, *tagged(article, tokens, line, found, context, lexicon, model)])
        is_headline = sentence.part is Part.TITLE
        named.extend(
            _confirmed(article, sentence, names, lexicon) if is_headline else with_whole_titles(article.text, names)
        )
    # what the model takes a quoted title for wins over what the words around it suggest
    named = without_overlaps([*find_embassies(article.text, places, lexicon), *named, *quoted])
    named = find_festivals(article.text, as_titles(named, lexicon), lexicon)
    named = find_programmes(article.text, named, known.mentions, lexicon)
    named = with_acronyms(article.text, named, lexicon)
    named = without_overlaps([*find_editions(article, named, load_editions()), *named])
    above = (_tokens_of(article, line, lexicon, known, titles) for line in _above(article))
    named = without_overlaps([*find_issuer(article.text, above, named, lexicon), *named])
    named = [*named, *find_known_festivals(article.text, named, lexicon)]
    named.extend(find_repeats(article, sorted(named, key=lambda m: m.span), lexicon))
    named = [_with_parts(mention, known) for mention in named]
    found = without_overlaps([*named, *known.mentions, *numbers]) + list(speech)
    return sorted(found, key=lambda m: (m.span, m.kind)), listed


def _above(article: Article) -> Iterator[Sentence]:
    """Yield the lines above the text."""
    yield from takewhile(lambda sentence: sentence.part in (Part.HEADER, Part.TITLE), article.sentences)


def _confirmed(article: Article, sentence: Sentence, names: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the names of a headline; of one whose words all have capitals only festivals and what the body repeats."""
    words = [word for word in article.quote(sentence.span).split() if len(word) > 3 and word[0].isalpha()]
    if sum(word[0].isupper() for word in words) <= 0.7 * len(words):
        return list(names)
    body = article.text[sentence.span.end_char :]
    return [mention for mention in names if mention.name in body or _is_festival(mention, lexicon)]


def _is_festival(mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether a name has the head of a festival or of film days."""
    heads = (lexicon.event.get(word.lower()) for word in mention.name.split())
    return mention.kind is Kind.EVENT and any(head in ("FilmFestival", "FilmDays") for head in heads)


def _with_parts(mention: Mention, known: Placed) -> Mention:
    if mention.kind not in (Kind.EVENT, Kind.ORGANIZATION, Kind.VENUE) or mention.anaphor:
        return mention
    parts = tuple(sorted(known.inside(mention.span), key=lambda part: _PART_ORDER.get(part.kind, len(_PART_ORDER))))
    return mention._replace(parts=parts) if parts else mention


def _tokens_of(article: Article, sentence: Sentence, lexicon: Lexicon, known: Placed, titles: Placed) -> Tokens:
    spans = {title.span.start_char: title.span for title in titles.inside(sentence.span)}
    return tokenize(article.text, sentence.span, lexicon, known.inside(sentence.span), spans)


def _by_rules(
    article: Article, sentence: Sentence, tokens: Tokens, line: Line, lexicon: Lexicon, known: Placed
) -> list[Mention]:
    told = [*find_best(article.text, sentence.span, lexicon), *find_papers(article.text, sentence.span, lexicon)]
    names = without_overlaps([*told, *find_names(article.text, tokens, lexicon)])
    places = known.inside(sentence.span)
    countries = [place.span for place in places if place.kind is Kind.COUNTRY]
    entries = find_entries(article.text, sentence, tokens, countries, lexicon)
    apposed = [] if entries else find_apposed(article.text, sentence.span, tokens, [*places, *names])
    prizes = find_told_prizes(article.text, sentence.span, tokens, [*places, *names])
    titles = find_titles(article.text, tokens, line, names, lexicon)
    return without_overlaps([*entries, *apposed, *prizes, *titles, *names])


def sentences_of(article: Article, lexicon: Lexicon) -> Iterator[tuple[Tokens, list[Mention]]]:
    """Yield each sentence's tokens with what the rules find in it: what the typing of names is trained on."""
    known = placed(without_overlaps([*annotate_dates(article), *find_ordinals(article), *find_places(article)]))
    titles = placed(find_quotations(article, lexicon, load_cues())[1])
    for sentence in article.sentences:
        if sentence.part in _READ:
            tokens = _tokens_of(article, sentence, lexicon, known, titles)
            if tokens.tokens:
                line = line_of(article.text, tokens)
                yield tokens, _by_rules(article, sentence, tokens, line, lexicon, known)


def _stands_for_festival(text: str, place: Mention, lexicon: Lexicon) -> bool:
    """Tell whether a city stands for its festival: "shown at Cannes", but "in Cannes" and "signed at Cannes"."""
    start, end = place.span
    if place.kind is not Kind.CITY or _GOES_ON.match(text, end) is not None:
        return False
    at = _AT.search(text, max(0, start - _AT_CHARS), start)
    return at is not None and (at[1] or "").lower() not in lexicon.doubtful["at_city"]


def _as_festival(place: Mention) -> Mention:
    return Mention(Kind.EVENT, place.span, place.name, "FestivalSeries")
