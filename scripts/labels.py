"""Tell which relation the gold states of a pair that the converter found."""

from __future__ import annotations

from gold import GoldFact, fold

from filmkg.extract.assemble import assemble
from filmkg.extract.pairs import Pair
from filmkg.extract.reading import Reading
from filmkg.model import Annotation, Kind

# relation of a family -> relation of the gold, and which way round
GOLD = {
    "event": {"place": "event.place", "screens": "event.film", "organizer": "event.organizer", "venue": "event.venue",
              "supporter": "event.supporter", "participant": "event.participant", "startDate": "event.start",
              "endDate": "event.end", "grants": "award.event", "hasPart": "event.partOf",
              "presentsCinemaOf": "event.cinemaOf"},
    "film": {"director": "film.director", "castMember": "film.castMember", "screenwriter": "film.screenwriter",
             "producer": "film.producer", "countryOfOrigin": "film.country", "genre": "film.genre",
             "releaseYear": "film.year"},
    "agreement": {"party": "agreement.party", "signatory": "agreement.signatory", "signedOn": "agreement.date",
                  "place": "agreement.place"},
    "award": {"recipient": "award.recipient", "grantedAt": "award.event"},
    "person": {"positionTitle": "position.title", "says": "quote.speaker"},
    "body": {"place": "place.in", "parent": "org.parent", "foundedIn": "org.founded",
             "employs": "position.organization", "hasMember": "membership", "accredits": "accredits",
             "memberCount": "org.memberCount", "memberCountryCount": "org.memberCountries"},
}  # fmt: skip

# which the gold has the other way round
REVERSED = ("grants", "employs", "hasMember", "hasPart")
CLASS_OF = {
    "festival": "FilmFestival", "film days": "FilmDays", "screening": "Screening", "meeting": "Meeting",
    "event": "Event",
}  # fmt: skip
CLASS_WORD = {name: word for word, name in CLASS_OF.items()}
GENERIC = set(CLASS_OF)
OF_EVENTS = ("event.place", "event.venue", "event.organizer", "event.supporter", "event.participant", "event.film",
             "event.start", "event.end")  # fmt: skip


def names_of(reading: Reading) -> dict[int, set[str]]:
    """Return the folded names of each thing, with the forms that the graph adds."""
    by_first: dict[tuple[str, int], set[str]] = {}
    for node in assemble(reading).nodes:
        by_first[node.type, node.span.start_char] = {fold(n) for n in (node.label, *node.aliases)}
    names = {}
    for thing in reading.cast.things:
        found = {fold(n) for n in thing.names}
        if thing.mentions:
            start = min(reading.annotation.mentions[n].span.start_char for n in thing.mentions)
            found |= by_first.get((thing.type, start), set())
        if thing.type == "Agreement":
            found.add(thing.value)
        if thing.type in ("Event", "Meeting", "Screening", "FilmDays", "FilmFestival", "FestivalSeries"):
            found |= {"event"} | {"Meeting": {"meeting"}, "Screening": {"screening"}, "FilmDays": {"film days"}}.get(
                thing.type, {"festival"} if "Festival" in thing.type else set()
            )
        names[thing.number] = found - {""}
    return names


def label_of(
    pair: Pair, annotation: Annotation, names: dict[int, set[str]], gold: list[GoldFact], thing_of: dict[int, int]
) -> str | None:
    """Return the relation that the gold states of a pair, "none", or None where it is left open (optional)."""
    subject = {fold(annotation.mentions[pair.subject].name)} if pair.subject_thing < 0 else names[pair.subject_thing]
    own = {*pair.family.relations} | ({"startDate", "endDate"} if "when" in pair.family.relations else set())
    relations = {name: gold for name, gold in GOLD[pair.family.name.split("-")[0]].items() if name in own}
    found, optional = set(), False
    for name, relation in relations.items():
        objects = objects_of(name, pair, annotation, names, thing_of)
        for gold_relation, subjects, values, required in gold:
            if name in REVERSED:
                subjects, values = values, subjects
            if gold_relation != relation or not subject & subjects or not is_same(name, objects, values):
                continue
            if required:
                found.add(name)
            else:
                optional = True
    if {"startDate", "endDate"} <= found:
        return "when"
    found &= set(pair.family.relations)
    if found:
        return min(found, key=pair.family.relations.index)
    return None if optional else "none"


def is_same(name: str, objects: set[str], values: set[str]) -> bool:
    """Tell whether an object is what the gold names; of a quotation most words are enough."""
    if name != "says":
        return not objects.isdisjoint(values)
    spoken = [set(words.split()) for words in values]
    said = [set(words.split()) for words in objects]
    return any(len(one & two) >= 0.6 * min(len(one), len(two)) for one in spoken for two in said)


def objects_of(
    name: str, pair: Pair, annotation: Annotation, names: dict[int, set[str]], thing_of: dict[int, int]
) -> set[str]:
    """Return the folded names or values that the object of a pair has for a relation."""
    mention = annotation.mentions[pair.object]
    if mention.kind is Kind.DATE:
        start, _, end = mention.value.partition("/")
        value = {"startDate": start, "endDate": end, "signedOn": start}.get(name, (start or end)[:4])
        return {fold(value)} if value else set()
    if mention.kind is Kind.NUMBER:
        return {mention.value}
    if mention.kind is Kind.GENRE:
        return {fold(mention.value), fold(mention.name)}
    if mention.kind is Kind.ROLE:
        return {fold(mention.name), fold(mention.name.rstrip("s"))}
    thing = thing_of.get(pair.object)
    if name == "hasPart" and thing is not None:
        return names[thing] - {"event"} or {"event"}  # every event is called so: of two parts only one is meant
    return names[thing] if thing is not None else {fold(mention.name)}
