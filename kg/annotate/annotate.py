"""Document to Annotated: the order in which a text is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.language import Language

from kg.annotate.anchors import Anchors
from kg.annotate.annotated import Annotated
from kg.annotate.assembly import assemble, published_days
from kg.annotate.authority import load_authority, load_titles
from kg.annotate.bodies import load_nouns
from kg.annotate.bodyspans import BodySpans, abbreviations
from kg.annotate.completion import Completion
from kg.annotate.elections import elections
from kg.annotate.entities import Drafts
from kg.annotate.furniture import find_furniture, mask
from kg.annotate.gazetteer import Gazetteer, Hit
from kg.annotate.governments import see_governments, see_unowned
from kg.annotate.holders import find_holdings
from kg.annotate.knownnames import KnownNames, load_known, settled
from kg.annotate.leaders import leader_state
from kg.annotate.leanings import lean, unclaimed
from kg.annotate.lexicons import load_occasions, load_party_words
from kg.annotate.names import Name, choose, known, settle
from kg.annotate.namesakes import told_apart
from kg.annotate.nlp import parse
from kg.annotate.occasions import occasions
from kg.annotate.officeholders import is_over, known_person, known_state
from kg.annotate.organs import Organs
from kg.annotate.persons import addressed, explained, repeated, titled
from kg.annotate.posts import Post, posts_of, see_posts
from kg.annotate.pronouns import held_by_pronouns, see_pronouns
from kg.annotate.proposals import modelled, parted, surnames
from kg.annotate.referents import (
    anchors_of,
    see_known,
    see_persons,
    see_within,
    short_forms,
    without_datelines,
)
from kg.annotate.scoresheets import tabled
from kg.annotate.statemedia import see_state_media
from kg.annotate.teams import teams
from kg.annotate.titles import TitleGrammar, TitleSpan
from kg.annotate.tokens import Tokens, columns
from kg.model import Document


class Annotator:
    """Holds the pipeline and the tables; one a process. Calling it annotates a document and changes nothing."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.gazetteer = Gazetteer(load_authority(), nlp.tokenizer)
        self.grammar = TitleGrammar(load_titles(), nlp.tokenizer)
        self.known = KnownNames.of(load_known(), nlp.tokenizer)

    def __call__(self, document: Document) -> Annotated:
        """The document's mentions, entities, titles and times. Nothing is found inside page furniture."""
        furniture = find_furniture(document.text)
        text = mask(document.text, furniture)
        doc = parse(self.nlp, text)
        tokens = columns(doc)
        hits = list(told_apart(tokens, list(self.gazetteer.find(tokens)), self.gazetteer))
        hits += short_forms(tokens, hits, self.gazetteer)
        ends = {h.start: h.end for h in hits}
        events = [*elections(tokens, load_occasions(), ends), *occasions(tokens, load_occasions(), ends)]
        organisations = list(BodySpans(tokens, load_nouns().kinds, load_party_words(), hits).find())
        listed = list(self.known.find(tokens))
        titles = list(self.grammar.find(tokens, _known_tokens(hits) | _tokens_of(organisations)))
        titles = [t for t in titles if not any(n.start <= t.start and t.end < n.end for n in organisations)]
        families = surnames(doc)
        titles = [t for t in titles if t.end - t.start > 1 or t.start not in families]
        barred = _barred(hits, titles)
        proposed = parted(tokens, modelled(doc, tokens, titles, self.grammar.honorifics, barred), hits)
        model = [n for n in settled(tokens, proposed) if not self._is_vague(tokens, n)]
        sheets = tabled(tokens, {i for h in hits if h.kind == "state" for i in range(h.start, h.end)})
        short = dict(abbreviations(tokens, organisations))
        proposals = [*events, *model, *organisations, *short, *sheets, *listed]
        names = find_names(tokens, hits, titles, self.grammar.honorifics, proposals)

        drafts = Drafts(self.gazetteer, document.header.id)
        organs = Organs(tokens, drafts, self.gazetteer, hits)
        heads = frozenset(t.head for t in titles if t.entry.kind != "local")
        named_states = {i for h in hits if h.kind in ("state", "adjective", "demonym") for i in h.ids}
        for name in names:
            if name.hit:
                see_known(tokens, text, name, drafts, self.gazetteer, heads, named_states)
            elif name.kind in ("Place", "Group", "Event", "Work"):
                surface = tokens.phrase(name.start, name.end)
                drafts.see(name.start, name.end, drafts.named(name.kind, surface), "name")
        see_within(names, hits, drafts)
        persons = see_persons(tokens, names, drafts)
        named = {i for n in names for i in range(n.start, n.end)}
        titles = [t for t in titles if t.head not in named]
        organs.see_named(names, short, Anchors(without_datelines(tokens, text, anchors_of(tokens, drafts))))
        bare = organs.see_described(Anchors(without_datelines(tokens, text, anchors_of(tokens, drafts))))

        anchors = Anchors(without_datelines(tokens, text, anchors_of(tokens, drafts)))
        see_state_media(tokens, anchors, organs)
        states = {key: tuple(d.states) for key, d in drafts.by_key.items() if d.states}
        completion = Completion(
            tokens,
            anchors,
            states,
            organs.is_common_organ,
            lambda key: _known_state(key, drafts, document),
            lambda key: _state_around(key, drafts, self.gazetteer),
            lambda key, post, state: is_over(drafts.by_key[key].name, post, state, published_days(document)),
            lambda key: [drafts.state(state) for state in drafts.by_key[key].homes if drafts.knows_state(state)],
        )
        holdings = completion.complete(list(find_holdings(tokens, titles, anchors, self.grammar)))
        posts = posts_of(holdings, drafts, organs)
        for post in posts:
            if post.holder and post.state:
                person = drafts.by_key[post.holder]
                person.wikidata = person.wikidata or known_person(person.name, post.state)
        see_posts(tokens, posts, drafts)
        state_of = {p.holder: p.state for p in reversed(posts) if p.holder and p.state}
        sexes = {key: person.sex or _sex_of_titles(key, posts) for key, person in persons.items()}
        see_governments(tokens, bare, anchors, state_of, organs, drafts)
        see_unowned(anchors, organs, drafts)
        see_pronouns(tokens, without_datelines(tokens, text, anchors_of(tokens, drafts)), sexes, state_of, drafts)
        posts = held_by_pronouns(tokens, posts, drafts)
        return assemble(document, doc, tokens, furniture, drafts, posts, organs)

    def _is_vague(self, tokens: Tokens, name: Name) -> bool:
        """ "Korean", "the two Koreas": names that two states share."""
        return name.kind in ("Group", "Place") and any(
            self.gazetteer.shared_adjective(tokens.text[i]) or self.gazetteer.plural_name(tokens.text[i])
            for i in range(name.start, name.end)
        )


def _barred(hits: Sequence[Hit], titles: Sequence[TitleSpan]) -> frozenset[int]:
    return _known_tokens(hits) | {i for t in titles for i in range(t.start, t.end)}


def _known_state(person: str, drafts: Drafts, document: Document) -> str | None:
    """The state that the table of office-holders gives to a person of the document, or to the only leader so called."""
    name, days = drafts.by_key[person].name, published_days(document)
    state = known_state(name, days) or leader_state(name, None)
    return drafts.state(state) if state and drafts.knows_state(state) else None


def _state_around(place: str, drafts: Drafts, gazetteer: Gazetteer) -> str | None:
    """The state that a known place lies in."""
    row = gazetteer.places.get(place)
    return drafts.state(row.state) if row and row.state and drafts.knows_state(row.state) else None


def _tokens_of(names: Sequence[Name]) -> frozenset[int]:
    return frozenset(i for n in names for i in range(n.start, n.end))


def _known_tokens(hits: Sequence[Hit]) -> frozenset[int]:
    return frozenset(
        i for h in hits if h.kind in ("state", "adjective", "short") and not h.ambiguous for i in range(h.start, h.end)
    )


def find_names(
    tokens: Tokens,
    hits: Sequence[Hit],
    titles: Sequence[TitleSpan],
    honorifics: Mapping[str, str | None],
    proposed: Sequence[Name],
) -> list[Name]:
    """The names of the document, each token in at most one. `proposed` are the model's and those of bodies."""
    barred = _barred(hits, titles)
    persons = {i for n in proposed if n.kind == "Person" for i in range(n.start, n.end)}
    certain = [h for h in hits if not (h.ambiguous and persons.intersection(range(h.start, h.end)))]
    chosen = choose(
        [
            *addressed(tokens, honorifics, barred),
            *titled(tokens, titles, persons, barred),
            *explained(tokens, titles, barred),
            *known(certain),
            *proposed,
        ]
    )
    names = settle(tokens, lean(tokens, chosen))
    names += unclaimed(tokens, names, barred)
    return teams(tokens, sorted([*names, *repeated(tokens, names, barred)], key=lambda n: n.start))


def _sex_of_titles(person: str, posts: Sequence[Post]) -> str | None:
    return next((p.holding.title.entry.sex for p in posts if p.holder == person and p.holding.title.entry.sex), None)
