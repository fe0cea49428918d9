"""Find the mentions in an article: the third stage. `load()` reads the word lists once and gives the annotator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from filmkg.annotate.apposed import find_apposed, with_whole_titles
from filmkg.annotate.boundaries import festival_behind, halves, owner_of, trimmed
from filmkg.annotate.cards import find_cards
from filmkg.annotate.cover import Placed, placed, without_overlaps
from filmkg.annotate.dates import annotate_dates
from filmkg.annotate.editions import find_editions, load_editions
from filmkg.annotate.embassies import find_embassies
from filmkg.annotate.entries import find_entries
from filmkg.annotate.festivals import find_festivals, find_known_festivals
from filmkg.annotate.gazetteer import Gazetteer, load_gazetteer
from filmkg.annotate.issuers import find_issuer
from filmkg.annotate.lexicon import Lexicon, load_lexicon
from filmkg.annotate.names import class_of, find_best, find_names, find_papers
from filmkg.annotate.numbers import find_numbers, find_ordinals
from filmkg.annotate.places import find_places
from filmkg.annotate.prizes import TOLD, find_told_prizes
from filmkg.annotate.programmes import find_programmes
from filmkg.annotate.quotations import QuotationCues, find_quotations, load_cues
from filmkg.annotate.repeats import as_titles, find_repeats, with_acronyms
from filmkg.annotate.surroundings import Elsewhere, elsewhere, told_of
from filmkg.annotate.tagger import KINDS, Tagger, load_tagger, spans_of, tag
from filmkg.annotate.titles import Line, find_titles, laid_over, line_of
from filmkg.annotate.tokens import Tokens, tokenize
from filmkg.model import Annotation, Article, Kind, Mention, Part, Sentence, Span

__all__ = ["load", "sentences_of"]

_PART_ORDER = {Kind.DATE: 0, Kind.ORDINAL: 1}  # places follow
_OF_FESTIVALS = (Kind.ORGANIZATION, Kind.AWARD)
_QUOTES = "“”\"«»„‘’'"
# titles and prizes told by what stands right beside them are kept, whatever the tagger says
_SURE = {Kind.FILM: ("year", "country", "entry", "apposed"), Kind.AWARD: (TOLD,)}
# within the name of a person none of these stands
_IN_TITLES = frozenset(
    ("after", "against", "at", "before", "behind", "between", "beyond", "for", "from", "into", "is", "my", "or", "over",
     "the", "through", "under", "with", "within", "without")
)  # fmt: skip
# behind a city that is part of a longer name, or an owner
_GOES_ON = re.compile(r" [A-ZÀ-Þİ]|[’']s ")
_AT, _AT_CHARS = re.compile(r"(?:\b([\w’'-]+))?[^\w]at \Z", re.IGNORECASE), 30
# between a post and its body
_OF = re.compile(r"(?:,| (?:of|for|at|in|with))?(?: the)? ?$")
_FULL_NAME = re.compile("[CKi]p?C{1,2}|C{2,3}")
_YEAR_BEHIND = "(T)"  # classes of tokens
_READ = (Part.TITLE, Part.BODY, Part.LIST)


def load() -> Callable[[Article], Annotation]:
    """Read the word lists and return the annotator, a function from article to annotation."""
    lexicon, cues, gazetteer, model = load_lexicon(), load_cues(), load_gazetteer(), load_tagger()

    def annotate(article: Article) -> Annotation:
        return Annotation(article, tuple(_mentions(article, lexicon, cues, gazetteer, model)))

    return annotate


def _mentions(
    article: Article, lexicon: Lexicon, cues: QuotationCues, gazetteer: Gazetteer, model: Tagger
) -> list[Mention]:
    places = [
        place._replace(aliases=(gazetteer.country_name(place.value),)) if place.kind is Kind.DEMONYM else place
        for place in find_places(article)
    ]
    dates, ordinals, numbers = annotate_dates(article), find_ordinals(article), find_numbers(article)
    speech, quoted = find_quotations(article, lexicon, cues)
    dated = [place for place in places if place.name[0].isdigit()]  # "6th of October City" is no date
    known = placed(without_overlaps([*dated, *dates, *ordinals, *places]))
    titles = placed(quoted)
    cards = placed(without_overlaps(find_cards(article, known, lexicon)))
    named: list[Mention] = [*(_as_festival(place) for place in places if _stands_for_festival(article.text, place, lexicon))]
    read = []
    for sentence in article.sentences:
        if sentence.part in _READ:
            tokens = _tokens_of(article, sentence, lexicon, known, titles)
            if tokens.tokens:
                line, own = line_of(article.text, tokens), cards.inside(sentence.span)
                read.append((sentence, tokens, line, own, _by_rules(article, sentence, tokens, line, lexicon, known)))
    context = elsewhere((tokens, found) for _, tokens, _, _, found in read)
    for sentence, tokens, line, own, found in read:
        names = without_overlaps([*own, *_tagged(article, tokens, line, found, context, lexicon, model)])
        is_headline = sentence.part is Part.TITLE
        named.extend(
            _confirmed(article, sentence, names, lexicon) if is_headline else with_whole_titles(article.text, names)
        )
    # what the model takes a quoted title for wins over what the words around it suggest
    named = without_overlaps([*find_embassies(article.text, places, lexicon), *named, *quoted])
    named = find_programmes(article.text, find_festivals(article.text, as_titles(named, lexicon), lexicon), lexicon)
    named = with_acronyms(article.text, named, lexicon)
    named = without_overlaps([*find_editions(article, named, load_editions()), *named])
    above = (_tokens_of(article, line, lexicon, known, titles) for line in _above(article))
    named = without_overlaps([*find_issuer(article.text, above, named, lexicon), *named])
    named = [*named, *find_known_festivals(article.text, named, lexicon)]
    named.extend(find_repeats(article, sorted(named, key=lambda m: m.span), lexicon))
    named = [_with_parts(mention, known) for mention in named]
    return sorted(without_overlaps([*named, *known.mentions, *numbers]) + list(speech), key=lambda m: (m.span, m.kind))


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


def _tagged(
    article: Article,
    tokens: Tokens,
    line: Line,
    found: Sequence[Mention],
    context: Elsewhere,
    lexicon: Lexicon,
    model: Tagger,
) -> list[Mention]:
    """Return the names of a sentence: those that the tagger sees, and what else the rules found."""
    labels = tag(model.chain, told_of(tokens, laid_over(line, tokens, found), found, context, model.signs))
    known = {(mention.span, mention.kind): mention for mention in found}
    portfolios = [mention.span for mention in found if _has_portfolio(mention, lexicon)]
    names = []
    for start, end, kind in _spans(tokens, labels, lexicon):
        span = tokens.span(start, end)
        if kind is Kind.ORGANIZATION and any(portfolio.covers(span) for portfolio in portfolios):
            continue  # what a minister is responsible for: "Minister of Information and Broadcasting"
        if kind is Kind.EVENT and tokens.classes[start - 1 : start] == "9":
            # "the inaugural Lantern Film Festival": what counts the edition belongs to the event, if not to its name
            span = tokens.span(start - 1, end)
        mention = known.get((span, kind))
        if mention is None and kind is Kind.PERSON and article.quote(span) in context.parts_of_people:
            continue  # points back to the longer name
        if mention is None:
            name = article.quote(tokens.span(start, end))
            if tokens.classes[start] == "Q":
                name = name.strip(_QUOTES).rstrip(",.;").strip(_QUOTES)
            mention = Mention(kind, span, name, class_of(kind, tokens, start, end, lexicon))
        if kind is Kind.FILM and (owner := owner_of(tokens, start, end)):
            names.append(Mention(Kind.PERSON, owner, article.quote(owner)))
            span = tokens.span(tokens.places(owner)[1] + 1, end)
            mention = Mention(kind, span, article.quote(span), mention.value)
        names.append(mention)
    sure = [mention for mention in found if mention.value in _SURE.get(mention.kind, ())]
    others = [_before_names(mention, names, article, lexicon) for mention in found if mention.kind not in KINDS]
    return without_overlaps([*sure, *names, *others])


def _has_portfolio(mention: Mention, lexicon: Lexicon) -> bool:
    """Tell whether a post names what it is responsible for: "Minister of Culture and Sport"."""
    post, responsible, _ = mention.name.lower().partition(" of ")
    return mention.kind is Kind.ROLE and responsible != "" and post.split()[-1] in lexicon.role_portfolio


def _before_names(mention: Mention, names: Sequence[Mention], article: Article, lexicon: Lexicon) -> Mention:
    """Return a post without the start of a name that ends it: "chief executive of Creative" Scotland."""
    start, end = mention.span
    into = [name.span.start_char for name in names if start < name.span.start_char < end <= name.span.end_char]
    if mention.kind is not Kind.ROLE or not into:
        return mention
    post = _OF.sub("", article.text[start : min(into)])
    if post.rpartition(" ")[2].lower() not in lexicon.role_head:
        return mention
    return mention._replace(span=Span(start, start + len(post)), name=post)


def _spans(tokens: Tokens, labels: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, int, Kind]]:
    """Yield the names that labels make, bounds and kinds set right: first token, the token behind the last, kind."""
    found = list(spans_of(labels))
    quotes_films = any(kind is Kind.FILM and tokens.classes[first] == "Q" for first, _, kind in found)
    for first, last, kind in found:
        if _is_known_place(tokens.classes[first:last], kind):
            continue
        if tokens.classes[first:last] == "Q" and (
            (kind is Kind.PERSON and quotes_films) or tokens.classes.startswith(_YEAR_BEHIND, last)
        ):
            kind = Kind.FILM  # of what stands in quotation marks, what has a year or stands among titles is a title
        if kind is Kind.FILM and _is_named_maker(tokens, first, last, lexicon):
            kind = Kind.PERSON
        if kind is Kind.PERSON and any(token.text.lower() in _IN_TITLES for token in tokens.tokens[first + 1 : last]):
            kind = Kind.FILM
        if kind in _OF_FESTIVALS and (festival := festival_behind(tokens, first, last, lexicon)) is not None:
            yield festival, last, Kind.EVENT
            last = festival - (1 if tokens.tokens[festival - 1].text == "of" else 2)
        for part in halves(tokens, first, last) if kind is Kind.FILM else [(first, last)]:
            start, end = trimmed(tokens, *part, kind)
            if start < end:
                yield start, end, kind


def _is_known_place(classes: str, kind: Kind) -> bool:
    """Tell whether a supposed body is only a city, or a supposed city has a place of the gazetteer in it."""
    if kind is Kind.CITY:
        return any(letter in classes for letter in "GND")
    return kind in (Kind.ORGANIZATION, Kind.VENUE) and classes == "G"


def _is_named_maker(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a supposed title is the name of somebody whose post stands before it: "director Jang Do"."""
    before = tokens.tokens[first - 1].text if first else ""
    makes = before in lexicon.profession or before in lexicon.role_head
    return makes and _FULL_NAME.fullmatch(tokens.classes, first, last) is not None


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
