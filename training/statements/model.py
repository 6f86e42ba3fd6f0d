"""The encoder (BERT, 6 layers, as all-MiniLM-L6-v2), the heads and the loss, in plain PyTorch.

Encoder: Devlin et al. 2019 (BERT), Wang et al. 2020 (MiniLM). CRF: Lafferty et al. 2001.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from memcon.nlp.crf import LABELS, make_mask
from memcon.nlp.pieces import FEATURES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
VOCABULARY, POSITIONS = 30522, 512
POINTER, FAR = 96, 96


class Layer(nn.Module):
    """One post-norm transformer layer; `bias` is added to the attention scores."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.plain = False  # attention spelt out, for the export

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length = x.shape[0], x.shape[1]
        q, k, v = (
            part.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in self.qkv(x).split(WIDTH, dim=-1)
        )
        if self.plain:
            scores = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
            mixed = scores.softmax(dim=-1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces and their features [batch, length(, 4)] to vectors [batch, length, 384]."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for _, size in FEATURES)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for embedding in self.features:
            nn.init.zeros_(embedding.weight)

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place)
        for number, embedding in enumerate(self.features):
            x = x + embedding(features[:, :, number])
        bias = ((ids == 0).float() * -1e4)[:, None, None, :]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, path: Path) -> None:
        """Weights of all-MiniLM-L6-v2; the one token type is folded into the positions."""
        old = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0],
        }
        pairs = {"norm": "embeddings.LayerNorm"}
        for n in range(LAYERS):
            base = f"encoder.layer.{n}."
            for kind in ("weight", "bias"):
                parts = [
                    old[f"{base}attention.self.{one}.{kind}"] for one in ("query", "key", "value")
                ]
                new[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
            pairs |= {
                f"layers.{n}.out": base + "attention.output.dense",
                f"layers.{n}.norm1": base + "attention.output.LayerNorm",
                f"layers.{n}.up": base + "intermediate.dense",
                f"layers.{n}.down": base + "output.dense",
                f"layers.{n}.norm2": base + "output.LayerNorm",
            }
        for mine, theirs in pairs.items():
            for kind in ("weight", "bias"):
                new[f"{mine}.{kind}"] = old[f"{theirs}.{kind}"]
        missing = self.load_state_dict(new, strict=False).missing_keys
        assert all(name.startswith("features.") for name in missing), missing


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces [b, t], features [b, t, 4]; per word: index of its first piece, label (-1: none)
    [b, w], and links [b, w, w] to first words of cues."""

    ids: Tensor
    features: Tensor
    firsts: Tensor
    labels: Tensor
    links: Tensor


class Tagger(nn.Module):
    """Emissions [b, t, 7] and pointer queries and keys [b, t, 96] of every piece."""

    def __init__(self, *, dropout: float = 0.05, output_dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.drop = nn.Dropout(output_dropout)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.emit = nn.Linear(WIDTH, len(LABELS))
        self.query = nn.Linear(WIDTH, POINTER)
        self.key = nn.Linear(WIDTH, POINTER)
        self.distance = nn.Parameter(torch.zeros(2 * FAR + 1))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("mask", torch.from_numpy(make_mask()))

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.drop(self.encoder(ids, features))
        return self.emit(F.gelu(self.hidden(x))), self.query(x), self.key(x)

    def loss(self, batch: Batch, *, pointer_weight: float = 0.3) -> tuple[Tensor, Tensor]:
        """CRF negative log-likelihood a word, and the weighted pointer cross-entropy."""
        emissions, queries, keys = self(batch.ids, batch.features)
        at = batch.firsts[:, :, None]
        words = emissions.gather(1, at.expand(-1, -1, len(LABELS)))
        q = queries.gather(1, at.expand(-1, -1, POINTER))
        k = keys.gather(1, at.expand(-1, -1, POINTER))
        tagging = self._crf_loss(words, batch.labels)
        return tagging, pointer_weight * self._pointer_loss(q, k, batch)

    def _crf_loss(self, emissions: Tensor, labels: Tensor) -> Tensor:
        """Words of a window are left-aligned; a window may begin inside a span."""
        transitions = self.transitions + self.mask
        real = labels >= 0
        gold = labels.clamp(min=0)
        score = (emissions.gather(2, gold[:, :, None])[:, :, 0] * real).sum(1)
        score = score + (transitions[gold[:, :-1], gold[:, 1:]] * real[:, 1:]).sum(1)
        alpha = emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            after = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + emissions[:, step]
            alpha = torch.where(real[:, step, None], after, alpha)
        return (torch.logsumexp(alpha, dim=1) - score).sum() / real.sum()

    def _pointer_loss(self, q: Tensor, k: Tensor, batch: Batch) -> Tensor:
        place = torch.arange(q.shape[1])
        apart = (place[None, :] - place[:, None]).clamp(-FAR, FAR) + FAR
        scores = q @ k.transpose(1, 2) / POINTER**0.5 + self.distance[apart]
        scores = scores.masked_fill((batch.labels < 0)[:, None, :], -1e4)
        linked = batch.links.any(2)
        good = scores.masked_fill(~batch.links, -1e4).logsumexp(2)
        return ((scores.logsumexp(2) - good) * linked).sum() / linked.sum().clamp(min=1)
