"""Nouns said of people: whose role it is, and in which body.

"Ola Hansen, professor of law at the University of Oslo", "the Labour MP Ola Hansen", "Oslo Bank's economist". The words
around a noun are read in order, for the parser often loses itself in long noun phrases; the parse says who is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.annotated import Annotated
from kg.annotate.bodies import load_nouns
from kg.extract.rolewords import load_role_words
from kg.model import Mention

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_INTO_BODY = frozenset({"of", "at", "for", "with", "from", "in", "within", "to"})
_ONWARD = _INTO_BODY | {"on", "about", "and", "&"}
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM"})
_NAMED = frozenset({"name", "short", "metonym"})
_REACH = 14
"""Most tokens between a noun and the body that follows it."""
_BEFORE = 5
"""Most tokens between a noun and the body before it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A body beside a noun. `whole` is false where something of the body is named ("the Oslo Bank board")."""

    mention: Mention
    start: int
    end: int
    whole: bool = True


class Roles:
    """The persons and bodies of a document by token, and how nouns tie them."""

    def __init__(self, annotated: Annotated) -> None:
        self.annotated = annotated
        self.tokens = annotated.tokens
        self.starts: dict[int, Mention] = {}
        self.ends: dict[int, Mention] = {}
        self.cover: dict[int, Mention] = {}
        for mention in annotated.mentions:
            if mention.kind in ("Post", "Time", "Event"):
                continue
            start, end = annotated.token_spans[mention.id]
            self.starts.setdefault(start, mention)
            if end not in self.ends or mention.kind == "Person":
                self.ends[end] = mention
            for i in range(start, end):
                self.cover.setdefault(i, mention)
        self.holders = {t.head: t.holder for t in annotated.titles if t.holder}
        self.words = load_role_words()

    def end(self, mention: Mention) -> int:
        """The token after the mention."""
        return self.annotated.token_spans[mention.id][1]

    def start(self, mention: Mention) -> int:
        """The first token of the mention."""
        return self.annotated.token_spans[mention.id][0]

    @staticmethod
    def is_body(mention: Mention | None) -> bool:
        """Whether the mention names a body that people can belong to."""
        return mention is not None and mention.kind in ("Institution", "Party") and mention.form in _NAMED

    def named_person(self, token: int) -> Mention | None:
        """The person whose name, or pronoun, this token belongs to."""
        mention = self.cover.get(token) or self.annotated.mention_at(token)
        return mention if mention and mention.kind == "Person" and mention.form != "description" else None

    def body_after(
        self, i: int, *, field_noun: bool = False, heading: bool = False, near: bool = False
    ) -> Found | None:
        """The body in "of the Bank of Oslo", "for trade at Oslo Bank", read from token i on.

        `field_noun`: "of" may name a field of study. `heading`: "in" and "to" name no body. `near`: only the first
        preposition counts.
        """
        tokens, preposition = self.tokens, ""
        into = _INTO_BODY - {"in", "to"} if heading else _INTO_BODY | ({"by"} if near else set())
        for j in range(i, min(i + _REACH, len(tokens))):
            word, mention = tokens.lower[j], self.starts.get(j)
            if tokens.sentence[j] != tokens.sentence[i] or (j == i and word not in into | _ONWARD - {"&"}):
                return None
            if mention and self.is_body(mention) and preposition in into:
                end = self.end(mention)
                if not field_noun or preposition != "of" or self._is_learned(j, end):
                    return Found(mention, j, end, tokens.dep[end - 1] not in ("compound", "nmod", "poss"))
                preposition = ""
            elif (mention and mention.kind == "Person" and mention.form != "pronoun") or (
                j > i and self._ends_phrase(j, near, bool(preposition))
            ):
                return None
            elif word in into | _ONWARD and word not in ("and", "&"):
                preposition = word
        return None

    def _ends_phrase(self, i: int, near: bool, within: bool) -> bool:
        """Whether a noun phrase cannot go on over this token. `within`: a preposition has opened an inner one."""
        tokens, word = self.tokens, self.tokens.lower[i]
        if word in _ONWARD:
            return near or (word == "and" and within and self._begins_role(i + 1))
        return i not in self.cover and tokens.pos[i] not in _NOMINAL and tokens.text[i] not in ("-", '"', "“", "'")

    def _begins_role(self, i: int) -> bool:
        """Whether another role begins here: "and a member of", "and chairman of"."""
        nominal = range(i, min(i + 4, len(self.tokens)))
        return self.tokens.lower[i : i + 1] in (["a"], ["an"]) or any(
            self.words.is_role(self.tokens.lower[k]) for k in nominal
        )

    def _is_learned(self, start: int, end: int) -> bool:
        """Whether the name at these tokens is that of a body by its nouns, not of a field of study."""
        return any(self.tokens.lower[i] in load_nouns().kinds for i in range(start, end))

    def body_before(self, noun: int) -> Found | None:
        """The body in "Oslo Bank chief economist", "Oslo Bank's new economist"."""
        tokens = self.tokens
        i, owner = noun - 1, False
        for _ in range(_BEFORE):
            if i < 0 or tokens.sentence[i] != tokens.sentence[noun]:
                return None
            mention = self.ends.get(i + 1)
            if mention and self.is_body(mention):
                nouns = [k for k in range(i + 1, noun) if tokens.pos[k] in ("NOUN", "PROPN")]
                return Found(mention, self.start(mention), i + 1, not nouns)
            if mention and mention.kind == "Person":
                return None
            owner = tokens.lower[i] in POSSESSIVE
            if not owner and tokens.text[i] != "-" and tokens.pos[i] not in ("ADJ", "NOUN", "PROPN", "NUM"):
                return None
            i -= 1
        return None

    def is_asserted(self, noun: int) -> bool:
        """Neither denied nor only possible ("may become a member")."""
        tokens, verb = self.tokens, self.tokens.head[noun]
        if tokens.dep[noun] != "attr":
            return True
        return not any(tokens.dep[j] == "neg" or tokens.tag[j] == "MD" for j in tokens.children(verb))

    def name_after(self, i: int) -> str | None:
        """The person in "the director of Oslo Bank, Ola Hansen, spoke": token i is the comma."""
        tokens = self.tokens
        if tokens.text[i : i + 1] == [")"]:
            i += 1
        if tokens.text[i : i + 1] != [","]:
            return None
        person = self.starts.get(i + 1)
        if person is None or person.kind != "Person" or person.form not in ("name", "short"):
            return None
        end = self.end(person)
        closed = tokens.text[end : end + 1] in ([","], ["."], [";"], ['"'])
        return person.entity if closed and tokens.dep[tokens.root(i + 1, end)] in ("appos", "conj", "nsubj") else None

    def holder(self, noun: int) -> str | None:
        """Of whom the noun is said: the id of the person, or None."""
        if noun in self.holders:
            return self.holders[noun]
        person = next((p for j in self.described(noun) if (p := self.named_person(j))), None)
        return person.entity if person else None

    def described(self, noun: int) -> Iterator[int]:
        """Tokens that may name who the noun is said of, the surest first."""
        tokens = self.tokens
        after = self.starts.get(noun + 1)
        if after and after.kind == "Person":
            yield noun + 1
        first = noun
        while tokens.dep[first] == "conj" and tokens.pos[tokens.head[first]] == "NOUN" and first not in self.cover:
            first = tokens.head[first]
            if first in self.holders:
                break
        dep, head = tokens.dep[first], tokens.head[first]
        if dep == "appos" or (dep in ("compound", "nmod") and head - first <= 2):
            yield head
        elif dep == "attr":
            yield from self.subjects(head)
        elif dep == "pobj" and tokens.lower[head] == "as":
            yield from self.subjects(tokens.head[head])
        yield from self._over_comma(first)
        yield from (j for j in tokens.children(noun) if tokens.dep[j] == "appos")

    def _over_comma(self, noun: int) -> Iterator[int]:
        """The name before the comma in "Ola Hansen, 40, an Oslo Bank economist"."""
        tokens, i = self.tokens, noun - 1
        while (
            i > 0
            and (tokens.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "ADV", "PART") or tokens.text[i] == "-")
            and not self.named_person(i)
        ):
            i -= 1
        if i < 1 or tokens.text[i] not in (",", "(") or tokens.sentence[i] != tokens.sentence[noun]:
            return
        if tokens.pos[i - 1] == "NUM" and tokens.text[i - 2] == ",":
            i -= 2
        mention = self.ends.get(i)
        if mention and mention.kind == "Person" and tokens.dep[noun] not in ("nsubj", "nsubjpass", "dobj"):
            yield i - 1

    def subjects(self, verb: int) -> Iterator[int]:
        """Who does it: the subject, that of the verb it is joined to, the noun before a relative or participle."""
        tokens = self.tokens
        for _ in range(3):
            subject = next((j for j in tokens.children(verb) if tokens.dep[j] in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                yield subject
                if tokens.tag[subject] in ("WP", "WDT") and tokens.dep[verb] == "relcl":
                    yield tokens.head[verb]
                return
            if tokens.dep[verb] in ("acl", "relcl"):
                yield tokens.head[verb]
                return
            if tokens.dep[verb] not in ("conj", "xcomp", "advcl"):
                return
            verb = tokens.head[verb]
