"""A cross encoder of a few hundred weights, set by hand: a pair scores higher the larger the share of one word.

Every other word is unknown to it. The first place of the pair looks at all words alike, so that what it holds
after the only layer is the mean of them; the head reads from it how many were the word.
"""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

WORD = "vàng"
_VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", WORD]
_WIDTH = 4  # two pairs of opposite numbers: layer norms leave their directions as they are


def write_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """The folder of a cross encoder that likes WORD."""
    model = BertForSequenceClassification(_config(labels))
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.fill_(1.0 if "LayerNorm.weight" in name else 0.0)
        words = model.bert.embeddings.word_embeddings.weight
        words[:] = torch.tensor([1.0, -1.0, 0.0, 0.0])
        words[_VOCABULARY.index(WORD)] = torch.tensor([0.0, 0.0, 1.0, -1.0])
        layer = model.bert.encoder.layer[0]
        layer.attention.self.value.weight.copy_(torch.eye(_WIDTH))
        layer.attention.output.dense.weight.copy_(torch.eye(_WIDTH))
        model.bert.pooler.dense.weight.copy_(torch.eye(_WIDTH))
        model.classifier.weight[:, 2] = 10.0
    model.save_pretrained(folder)
    _write_tokenizer(folder)
    return folder


def write_encoder(folder: Path) -> Path:
    """The folder of a model without a head, as an embedding model's is."""
    BertModel(_config(1)).save_pretrained(folder)
    _write_tokenizer(folder)
    return folder


def _config(labels: int) -> BertConfig:
    return BertConfig(
        vocab_size=len(_VOCABULARY),
        hidden_size=_WIDTH,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=4,
        max_position_embeddings=512,
        num_labels=labels,
    )


def _write_tokenizer(folder: Path) -> None:
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("".join(f"{word}\n" for word in _VOCABULARY), encoding="utf-8")
    BertTokenizerFast(vocab=str(vocabulary), do_lower_case=False, strip_accents=False).save_pretrained(folder)
