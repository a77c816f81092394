"""The vocabulary and the tokenizer: folded Vietnamese words found in the text itself.

Two neighbouring syllables are a word when their normalised pointwise mutual information is high, counted
on *accented* text (folded text would join chance neighbours). The words are then folded, so that a
question typed without diacritics meets the same pieces. A Unigram model over these pieces segments
"doi thoai cua bi thu" as ``doi▁thoai · cua · bi▁thu`` with no word segmenter at question time; a word
outside the vocabulary falls back to single characters.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

from ingest.training.corpus import Corpus

MINIMUM_NPMI = 0.35
MINIMUM_PAIRS = 40
MINIMUM_WORDS = 15  # a syllable, number or foreign word of the Vietnamese text
MINIMUM_ENGLISH = 2  # a word of the English side of the translations
MAXIMUM_PIECES = 36_000  # 256 dimensions in fp16: 18.4 MB, under the 20 MB the package may grow by
MAXIMUM_WORD = 24  # letters; longer ones are web addresses and slips
# Words of Party offices and papers whose syllables are common elsewhere, so that mutual information misses
# them; taken wherever the text has them at all. Folded.
PARTY_WORDS = frozenset(
    (
        "dan van", "tinh uy", "thanh uy", "huyen uy", "dang uy", "cap uy", "uy ban", "thuong vu", "dang bo",
        "dang vien", "chi bo", "chi thi", "bi thu", "quy che", "to quoc", "doan the", "hoi vien", "dan toc",
        "ton giao", "tiep dan", "doi thoai", "kien nghi", "van dong", "phong trao", "thi dua", "so ket",
        "tong ket", "cong van", "ket luan", "thong bao", "huong dan", "dong chi", "can bo", "nhiem ky",
    )
)  # fmt: skip
MINIMUM_PARTY_PAIRS = 10
UNKNOWN = "<unk>"
BOUNDARY = "▁"
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# A character costs more than any word, so that characters are used only where no word fits.
CHARACTER_SCORE = -30.0

_CHUNK = re.compile(r"[^\W_]+(?:\s+[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words with their counts: one syllable ("cua") or two ("doi thoai")."""

    words: tuple[tuple[str, int], ...]


def folding() -> normalizers.Normalizer:
    """Lower-case, marks stripped, đ→d: what the tokenizer does to every text before it looks up pieces."""
    return normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("đ", "d"),
            normalizers.Replace(Regex(r"\s+"), " "),
        ]
    )


def vocabulary_of(corpus: Corpus) -> Vocabulary:
    """The vocabulary of the corpus: words of all its texts, and everyday English from the translations."""
    english = count_words((pair.english for pair in corpus.translations), minimum=MINIMUM_ENGLISH)
    terms = count_words((pair.english for pair in corpus.glossary), minimum=1)
    return merged(count_words(corpus.texts()), english, terms)


def count_words(texts: Iterable[str], minimum: int = MINIMUM_WORDS, pairs: int = MINIMUM_PAIRS) -> Vocabulary:
    """Count folded syllables seen ``minimum`` times and two-syllable words seen ``pairs`` times."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for chunk in _CHUNK.findall(unicodedata.normalize("NFC", text).lower()):
            syllables = chunk.split()
            single.update(syllables)
            double.update(itertools.pairwise(syllables))
    fold = folding().normalize_str
    folded = {word: fold(word) for word in single}
    words: Counter[str] = Counter()
    for word, count in single.items():
        words[folded[word]] += count
    total = sum(single.values())
    for (left, right), count in double.items():
        if count < min(pairs, MINIMUM_PARTY_PAIRS) or not (left.isalpha() and right.isalpha()):
            continue
        word = f"{folded[left]} {folded[right]}"
        found = count >= pairs and _npmi(count, single[left], single[right], total) > MINIMUM_NPMI
        if found or word in PARTY_WORDS:
            words[word] += count
    kept = [
        (word, count)
        for word, count in words.items()
        if count >= minimum and len(word) <= MAXIMUM_WORD and set(word) <= set(CHARACTERS + " ")
    ]
    kept.sort(key=lambda item: (-item[1], item[0]))
    return Vocabulary(tuple(kept[:MAXIMUM_PIECES]))


def _npmi(both: int, left: int, right: int, total: int) -> float:
    """Normalised pointwise mutual information, from -1 (never together) to 1 (never apart)."""
    return math.log(both * total / (left * right)) / -math.log(both / total)


def merged(*vocabularies: Vocabulary) -> Vocabulary:
    """The union, with the highest count of each word, most frequent first."""
    counts: dict[str, int] = {}
    for vocabulary in vocabularies:
        for word, count in vocabulary.words:
            counts[word] = max(count, counts.get(word, 0))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Vocabulary(tuple(ordered[:MAXIMUM_PIECES]))


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """A Unigram tokenizer over the folded words; punctuation separates and is dropped."""
    total = sum(count for _, count in vocabulary.words)
    pieces: dict[str, float] = {UNKNOWN: 0.0, BOUNDARY: CHARACTER_SCORE}
    for character in CHARACTERS:
        pieces[character] = CHARACTER_SCORE
    for word, count in vocabulary.words:
        pieces[BOUNDARY + word.replace(" ", BOUNDARY)] = math.log(count / total)
    tokenizer = Tokenizer(models.Unigram(list(pieces.items()), unk_id=0, byte_fallback=False))
    tokenizer.normalizer = folding()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            # A word never crosses punctuation, nor do letters outside a-z carry meaning here.
            pre_tokenizers.Split(Regex(r"[^a-z0-9 ]+"), behavior="removed"),
            pre_tokenizers.Split(Regex(r"^ +| +$"), behavior="removed"),
            pre_tokenizers.Metaspace(replacement=BOUNDARY, prepend_scheme="always", split=False),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(replacement=BOUNDARY, prepend_scheme="always", split=False)
    return tokenizer
