"""The encoder (BERT, 6 layers, as all-MiniLM-L6-v2), the heads and the loss, in plain PyTorch.

Encoder: Devlin et al. 2019 (BERT), Wang et al. 2020 (MiniLM). CRF: Lafferty et al. 2001.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from memcon.nlp.crf import LABELS, make_mask
from memcon.nlp.pieces import FEATURES
from memcon.nlp.side import WIDTH as SIDE_WIDTH
from memcon.nlp.side import columns

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
VOCABULARY, POSITIONS = 30522, 512
POINTER, FAR = 96, 96


class Layer(nn.Module):
    """One post-norm transformer layer; `bias` is added to the attention scores."""

    def __init__(self, dropout: float, inner: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.plain = False  # attention spelt out, for the export

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.attend(x, bias)
        return self.norm2(x + self.drop(self.feed(x)))

    def feed(self, x: Tensor) -> Tensor:
        """The feed-forward part, without what it is added to."""
        return self.down(F.gelu(self.up(x)))

    def attend(self, x: Tensor, bias: Tensor) -> Tensor:
        """The first half of the layer."""
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
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        return self.norm1(x + self.drop(self.out(mixed)))


class Encoder(nn.Module):
    """Word pieces and their features [batch, length(, 4)] to vectors [batch, length, 384]."""

    def __init__(self, dropout: float, inner: Sequence[int]) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for _, size in FEATURES)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout, width) for width in inner)
        for embedding in self.features:
            nn.init.zeros_(embedding.weight)

    def embed(self, ids: Tensor, features: Tensor) -> Tensor:
        """What the first layer is given."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place)
        for number, embedding in enumerate(self.features):
            x = x + embedding(features[:, :, number])
        return self.norm(x)

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        bias = ((ids == 0).float() * -1e4)[:, None, None, :]
        x = self.drop(self.embed(ids, features))
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
    """Pieces [b, t], features [b, t, 4]; per word: index of its first piece [b, w]; then targets.

    Statements: label (-1: none) [b, w], and links [b, w, w] to first words of cues. Side tasks:
    classes by the task's name (-1: unknown) [b, w], and the event types that may be [b, 16].
    """

    ids: Tensor
    features: Tensor
    firsts: Tensor
    real: Tensor
    labels: Tensor | None = None
    links: Tensor | None = None
    targets: dict[str, Tensor] = field(default_factory=dict)
    events: Tensor | None = None


class Tagger(nn.Module):
    """Emissions [b, t, 7], pointer queries and keys [b, t, 96] and side outputs of every piece.

    `inner` are the widths between the two halves of each layer's feed-forward part.
    """

    def __init__(
        self,
        *,
        inner: Sequence[int] = (INNER,) * LAYERS,
        dropout: float = 0.05,
        output_dropout: float = 0.1,
    ) -> None:
        super().__init__()
        self.encoder = Encoder(dropout, inner)
        self.drop = nn.Dropout(output_dropout)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.emit = nn.Linear(WIDTH, len(LABELS))
        self.query = nn.Linear(WIDTH, POINTER)
        self.key = nn.Linear(WIDTH, POINTER)
        self.side_hidden = nn.Linear(WIDTH, WIDTH)
        self.side = nn.Linear(WIDTH, SIDE_WIDTH)
        self.distance = nn.Parameter(torch.zeros(2 * FAR + 1))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.softmax = False  # trial: train without transitions
        self.register_buffer("mask", torch.from_numpy(make_mask()))

    @classmethod
    def load(cls, path: Path) -> "Tagger":
        """The model of a file of weights, as wide as they are; ready to read."""
        state = torch.load(path, weights_only=True)
        widths = [len(state[f"encoder.layers.{n}.up.bias"]) for n in range(LAYERS)]
        model = cls(inner=widths)
        model.load_state_dict(state)
        return model.eval()

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.drop(self.encoder(ids, features))
        side = self.side(F.gelu(self.side_hidden(x)))
        return self.emit(F.gelu(self.hidden(x))), self.query(x), self.key(x), side

    def loss(self, batch: Batch, *, pointer_weight: float = 0.3) -> dict[str, Tensor]:
        """CRF negative log-likelihood a word, the weighted pointer cross-entropy, side losses."""
        emissions, q, k, side = (
            one.gather(1, batch.firsts[:, :, None].expand(-1, -1, one.shape[2]))
            for one in self(batch.ids, batch.features)
        )
        losses = {
            task: _side_loss(side[:, :, columns(task)], target)
            for task, target in batch.targets.items()
        }
        if batch.labels is not None:
            losses["tagging"] = self._crf_loss(emissions, batch.labels)
            losses["pointing"] = pointer_weight * self._pointer_loss(q, k, batch)
        if batch.events is not None:
            losses["event"] = _event_loss(side, batch.real, batch.events)
        return losses

    def _crf_loss(self, emissions: Tensor, labels: Tensor) -> Tensor:
        """Words of a window are left-aligned; a window may begin inside a span."""
        if self.softmax:
            return F.cross_entropy(emissions.transpose(1, 2), labels, ignore_index=-1)
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


def _side_loss(scores: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy over the words whose class is known; one column is a yes-or-no score."""
    known = target >= 0
    if not bool(known.any()):
        return scores.sum() * 0.0
    if scores.shape[2] == 1:
        return F.binary_cross_entropy_with_logits(scores[known][:, 0], target[known].float())
    return F.cross_entropy(scores[known], target[known])


def _event_loss(side: Tensor, real: Tensor, allowed: Tensor) -> Tensor:
    """How unlikely the allowed types [b, 16] are, the words weighing as `pool_event` weighs."""
    weight = side[:, :, columns("weight")].masked_fill(~real[:, :, None], -1e4)
    scores = (weight.softmax(1) * side[:, :, columns("event")]).sum(1).log_softmax(1)
    known = allowed.any(1)
    chance = scores.masked_fill(~allowed, -1e4).logsumexp(1)
    return -(chance * known).sum() / known.sum().clamp(min=1)
