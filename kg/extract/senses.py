"""Whether a trigger means what its predicate tells: judged by the words that stand around it."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.extract.happenings import Happening, Roles
from kg.extract.politics import Politics
from kg.extract.sides import Side
from kg.extract.triggers import OPEN_CLOSE

PERSONS = frozenset(("holder", "candidate", "person"))


class SenseWords(msgspec.Struct, frozen=True, kw_only=True):
    """Lists of words; `senses.json` says what each holds."""

    means: frozenset[str]
    violence: frozenset[str]
    mishaps: frozenset[str]
    bare: frozenset[str]
    astray: dict[str, frozenset[str]]
    asking: frozenset[str]
    custody: frozenset[str]
    holding: frozenset[str]
    verbal: frozenset[str]
    themes: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_senses() -> SenseWords:
    """The table that ships with the package."""
    return msgspec.json.decode((files("kg.extract") / "data" / "senses.json").read_bytes(), type=SenseWords)


class Senses:
    """Judges the triggers of one document."""

    def __init__(self, roles: Roles, politics: Politics) -> None:
        self.politics = politics
        self.roles, self.tokens, self.lexicon, self.words = roles, roles.tokens, roles.lexicon, load_senses()

    def is_meant(self, happening: Happening, actors: Side, recipients: Side) -> bool:
        """Whether the words around it bear the predicate out."""
        if happening.nominal and happening.definite and not happening.sides:
            return True
        if self._is_name_calling(happening) or self._is_astray(happening) or self._is_verbal(happening, recipients):
            return False
        unsure = not actors or self._is_it(happening)
        if happening.predicate.type == "ASSAULT" and unsure and not self._is_violence(happening):
            return False
        if happening.predicate.type in OPEN_CLOSE and happening.nominal and not self._is_site(happening):
            return False
        if (
            happening.predicate.concept == "release"
            and not actors
            and not self._is_beside(happening, self.words.custody)
        ):
            return False
        if self._is_adverbial(happening) or not self._is_asking(happening):
            return False
        return self._has_theme(happening, actors)

    def _is_astray(self, happening: Happening) -> bool:
        """Whether a preposition gives the word another meaning ("warned them about the cold")."""
        wrong = frozenset() if happening.nominal else self.words.astray.get(happening.predicate.id, frozenset())
        return any(self.tokens.lower[c] in wrong for c in self.roles.clauses.by_dep(happening.trigger, "prep"))

    def _is_name_calling(self, happening: Happening) -> bool:
        """Whether "called it a success" is said, which calls for nothing."""
        if happening.nominal or self.tokens.lemma[happening.trigger] != "call":
            return False
        return bool(self.roles.clauses.by_dep(happening.trigger, "oprd"))

    def _is_verbal(self, happening: Happening, recipients: Side) -> bool:
        """Whether a person is attacked, and nothing says that it was with more than words."""
        if happening.predicate.concept != "attack" or not recipients:
            return False
        if self.tokens.lemma[happening.trigger] not in self.words.verbal:
            return False
        persons = all(self.politics.sort(r) in PERSONS for r in recipients.actors)
        return persons and not self._sentence(happening.trigger) & self.words.violence

    def _is_asking(self, happening: Happening) -> bool:
        """Whether a noun of asking says for what or of whom ("an appeal for help", not "her wide appeal")."""
        noun = happening.trigger
        if not happening.nominal or self.tokens.lemma[noun] not in self.words.asking:
            return True
        said = {self.tokens.lower[c] for c in self.roles.clauses.by_dep(noun, "prep")} & {"for", "to", "from"}
        return bool(said) or bool(self.roles.clauses.by_dep(noun, "acl", "relcl"))

    def _is_it(self, happening: Happening) -> bool:
        """Whether "it" killed somebody, which may stand for a storm as well as for a state."""
        if happening.nominal or happening.predicate.concept != "killing":
            return False
        subject = self.roles.clauses.subject(happening.trigger)
        doubtful = subject is not None and self.tokens.lower[subject] in ("it", "which", "that", "this")
        return doubtful and subject is not None and not self.roles.is_speaker(subject)

    def _is_violence(self, happening: Happening) -> bool:
        """Whether people did it, where nobody known is said to have: not "a quake struck", "died in a crash"."""
        doer = happening.people.get("actor")
        if doer is not None:
            lemma = self.tokens.lemma[doer]
            return lemma in self.words.means or lemma in self.lexicon.words("persons") or lemma in self.lexicon.groups
        if happening.nominal or happening.predicate.concept != "killing":
            return True
        lemmas = self._sentence(happening.trigger)
        return bool(lemmas & self.words.violence) and not lemmas & self.words.mishaps

    def _is_beside(self, happening: Happening, words: frozenset[str]) -> bool:
        return not self._sentence(happening.trigger).isdisjoint(words)

    def _sentence(self, token: int) -> set[str]:
        """The lemmas of the token's sentence, its own not among them."""
        sentence = self.tokens.sentence
        first = bisect_left(sentence, sentence[token])
        last = bisect_left(sentence, sentence[token] + 1)
        return {self.tokens.lemma[i] for i in range(first, last) if i != token}

    def _is_site(self, happening: Happening) -> bool:
        """Whether a noun of opening or closing says of what."""
        return happening.theme is not None or happening.theme_token is not None

    def _is_adverbial(self, happening: Happening) -> bool:
        """Whether a noun merely says how something else is done ("resigned in protest")."""
        noun = happening.trigger
        if not happening.nominal or self.tokens.lemma[noun] not in self.words.bare:
            return False
        return noun > 0 and self.tokens.lower[noun - 1] == "in"

    def _has_theme(self, happening: Happening, actors: Side) -> bool:
        """Whether the theme is of the kind that the predicate asks for; a state may do without."""
        wanted = self.words.themes.get(happening.predicate.id)
        if wanted is None:
            return True
        if happening.theme_token is None:
            return bool(actors) and not actors.persons
        return self.roles.is_one_of(happening.theme_token, wanted)
