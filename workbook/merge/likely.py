"""An index of words by their pairs of signs: finds those that are near a word without comparing it to every one."""

from collections import Counter
from collections.abc import Iterator, Sequence

NEAR = 90
"""From this likeness on (of 100) two words are near; ``_lost`` is worked out for it."""


class Likely:
    """Words by number, of which any may be dropped; blank ones are near none."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = {number: word for number, word in enumerate(words) if word}
        self._having: dict[str, set[int]] = {}
        for number, word in self._words.items():
            for pair in _pairs(word):
                self._having.setdefault(pair, set()).add(number)

    def __contains__(self, number: int) -> bool:
        return number in self._words

    def drop(self, number: int) -> None:
        """Find this one no longer."""
        for pair in {*_pairs(self._words.pop(number))}:
            self._having[pair].remove(number)

    def near(self, word: str) -> list[int]:
        """The numbers of those that are near a word, in no order."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - start-up: a form is judged without it where no register is

        likely = {number: self._words[number] for number in set().union(*self._telling(word))}
        found = process.extract(word, likely, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
        return [number for _, _, number in found]

    def _telling(self, word: str) -> Iterator[set[int]]:
        """Who has the rarest pairs of a word, each; one more of them than a near word may lack."""
        pairs = Counter(_pairs(word))
        having = {pair: self._having.get(pair, set()) for pair in pairs}
        lost = _lost(len(word))
        for pair in sorted(pairs, key=lambda pair: len(having[pair])):
            yield having[pair]
            lost -= pairs[pair]
            if lost < 0:
                return


def _pairs(word: str) -> list[str]:
    r"""Every two signs that stand side by side, the edges counted as signs; none of no sign.

    >>> _pairs("甲乙")
    ['\x00甲', '甲乙', '乙\x00']
    """
    return [f"{one}{other}" for one, other in zip(f"\0{word}", f"{word}\0", strict=True)] if word else []


def _lost(length: int) -> int:
    """How many pairs of a word of so many signs a near word may lack.

    Likeness counts the signs taken out and put in beside all signs of both words, so 90 % of it means
    10 (out + more) <= 2 length - out + more. What is taken out breaks two pairs, what is put in breaks one.
    """
    out = 2 * length // 11
    return 2 * out + (2 * length - 11 * out) // 9
