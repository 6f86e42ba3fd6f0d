"""Write the trained model as ONNX: float32, and dynamic int8 for shipping.

    python export.py --weights WORK/epoch4.pt --base MODEL_DIR --out WORK/export

The graph is spelt out node by node with onnxruntime's own fused operators (com.microsoft), so that
it does not depend on an exporter's version. The word embedding is kept in int8 with a scale a row.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from model import HEADS, LAYERS, POSITIONS, Tagger
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import load_tokenizer

from memcon.nlp.encoder import Encoder
from memcon.nlp.pieces import FEATURES
from memcon.nlp.side import WIDTH as SIDE_WIDTH

OPSET = 17


class Graph:
    """Collects nodes and weights; every method gives the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: torch.Tensor | np.ndarray) -> str:
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else value
        self.weights.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def node(
        self, kind: str, inputs: list[str], out: str, *, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(
            helper.make_node(kind, inputs, [out], name=out, domain=domain, **attributes)
        )
        return out

    def linear(self, x: str, layer: torch.nn.Linear, out: str, *, bias: bool = True) -> str:
        product = self.node(
            "MatMul", [x, self.weight(f"{out}.weight", layer.weight.T)], f"{out}.product"
        )
        return (
            self.node("Add", [product, self.weight(f"{out}.bias", layer.bias)], out)
            if bias
            else product
        )

    def norm(self, x: str, layer: torch.nn.LayerNorm, out: str) -> str:
        names = [self.weight(f"{out}.gamma", layer.weight), self.weight(f"{out}.beta", layer.bias)]
        return self.node("LayerNormalization", [x, *names], out, epsilon=1e-12, axis=-1)

    def skip_norm(self, x: str, skip: str, layer: torch.nn.LayerNorm, out: str) -> str:
        """Sum, then norm: two nodes are faster than onnxruntime's fused one."""
        return self.norm(self.node("Add", [x, skip], f"{out}.sum"), layer, out)


def add_embeddings(graph: Graph, model: Tagger, *, small: bool) -> str:
    """Word (int8 with a scale a row if `small`), position and feature embeddings, normed."""
    encoder = model.encoder
    words = encoder.words.weight.detach().numpy()
    if small:
        scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127
        rows = graph.node(
            "Gather",
            [graph.weight("words", np.round(words / scale).astype(np.int8)), "ids"],
            "rows",
        )
        scales = graph.node(
            "Gather", [graph.weight("scales", scale.astype(np.float32)), "ids"], "row_scales"
        )
        x = graph.node(
            "Mul", [graph.node("Cast", [rows], "rows_float", to=TensorProto.FLOAT), scales], "word"
        )
    else:
        x = graph.node("Gather", [graph.weight("words", words), "ids"], "word")
    shape = graph.node("Shape", ["ids"], "shape", start=1, end=2)
    zero, one = (
        graph.weight("zero", np.zeros(1, np.int64)),
        graph.weight("one", np.ones(1, np.int64)),
    )
    table = graph.weight("positions", encoder.positions.weight[:POSITIONS])
    x = graph.node(
        "Add", [x, graph.node("Slice", [table, zero, shape, zero, one], "place")], "placed"
    )
    for number, (name, _) in enumerate(FEATURES):
        index = graph.weight(f"{name}.index", np.asarray(number, np.int64))
        column = graph.node("Gather", ["features", index], f"{name}.column", axis=2)
        rows = graph.weight(f"{name}.rows", encoder.features[number].weight)
        x = graph.node(
            "Add", [x, graph.node("Gather", [rows, column], f"{name}.row")], f"{name}.added"
        )
    return graph.norm(x, encoder.norm, "embedded")


def add_layer(graph: Graph, layer: torch.nn.Module, x: str, number: int) -> str:
    """After the last layer's attention only the pieces asked for ("kept") go on."""
    name = f"layer{number}"
    packed = graph.linear(x, layer.qkv, f"{name}.qkv")
    parts = [f"{name}.{part}" for part in ("queries", "keys", "values")]
    graph.nodes.append(helper.make_node("Split", [packed], parts, name=f"{name}.split", axis=2))
    mixed = graph.node(
        "MultiHeadAttention", parts, f"{name}.mixed", domain="com.microsoft", num_heads=HEADS
    )
    if number == LAYERS - 1:
        mixed = graph.node("Gather", [mixed, "kept"], f"{name}.mixed.kept", axis=1)
        x = graph.node("Gather", [x, "kept"], f"{name}.kept", axis=1)
    out = graph.linear(mixed, layer.out, f"{name}.out")
    x = graph.skip_norm(out, x, layer.norm1, f"{name}.norm1")
    up = graph.linear(x, layer.up, f"{name}.up", bias=False)
    bias = graph.weight(f"{name}.up.bias", layer.up.bias)
    up = graph.node("BiasGelu", [up, bias], f"{name}.gelu", domain="com.microsoft")
    down = graph.linear(up, layer.down, f"{name}.down")
    return graph.skip_norm(down, x, layer.norm2, f"{name}.norm2")


def build(model: Tagger, *, small: bool) -> onnx.ModelProto:
    graph = Graph()
    x = add_embeddings(graph, model, small=small)
    for number in range(LAYERS):
        x = add_layer(graph, model.encoder.layers[number], x, number)
    hidden = graph.linear(x, model.hidden, "hidden", bias=False)
    bias = graph.weight("hidden.bias", model.hidden.bias)
    hidden = graph.node("BiasGelu", [hidden, bias], "hidden.gelu", domain="com.microsoft")
    graph.linear(hidden, model.emit, "emissions")
    graph.linear(x, model.query, "queries")
    graph.linear(x, model.key, "keys")
    aside = graph.linear(x, model.side_hidden, "side_hidden", bias=False)
    bias = graph.weight("side_hidden.bias", model.side_hidden.bias)
    aside = graph.node("BiasGelu", [aside, bias], "side_hidden.gelu", domain="com.microsoft")
    graph.linear(aside, model.side, "side")
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"]),
        helper.make_tensor_value_info(
            "features", TensorProto.INT64, ["batch", "length", len(FEATURES)]
        ),
        helper.make_tensor_value_info("kept", TensorProto.INT64, ["kept"]),
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "kept", width])
        for name, width in (("emissions", 7), ("queries", 96), ("keys", 96), ("side", SIDE_WIDTH))
    ]
    made = helper.make_graph(graph.nodes, "statements", inputs, outputs, graph.weights)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="memcon")


def export(weights: Path, out: Path, *, reduce_range: bool) -> None:
    """`float.onnx` and `model.onnx` (dynamic int8, a scale a column; heads stay float)."""
    model = Tagger().eval() if str(weights) == "none" else Tagger.load(weights)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model, small=False), out / "float.onnx")
    onnx.save(build(model, small=True), out / "half.onnx")
    quantize_dynamic(
        out / "half.onnx",
        out / "model.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[f"{name}.product" for name in ("emissions", "queries", "keys", "side")],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
    (out / "half.onnx").unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--full-range", action="store_true", help="8-bit weights (needs VNNI to be exact)"
    )
    parser.add_argument(
        "--gold", type=Path, help="also write the outputs on polnear_dev.jsonl here"
    )
    parser.add_argument("--compare", action="store_true", help="outputs of the float model as well")
    args = parser.parse_args()
    export(args.weights, args.out, reduce_range=not args.full_range)
    shutil.copyfile(args.base / "tokenizer.json", args.out / "tokenizer.json")
    if args.gold:
        model = Tagger.load(args.weights)
        for name in ("float", "model") if args.compare else ("model",):
            dump_outputs(args.out, name, args.gold / "polnear_dev.jsonl", model)


def dump_outputs(folder: Path, name: str, gold: Path, model: Tagger) -> None:
    """The run-time reader's outputs on the gold's texts, for tune.py."""
    texts = [json.loads(line)["text"] for line in gold.open(encoding="utf-8")]
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx")
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    outputs = Encoder(session, tokenizer, None).read_outputs(texts)
    transitions = (model.transitions + model.mask).detach().numpy()
    arrays = {"transitions": transitions, "distance": model.distance.detach().numpy()}
    for n, one in enumerate(outputs):
        arrays |= {
            f"e{n}": one.emissions,
            f"q{n}": one.pointers.queries,
            f"k{n}": one.pointers.keys,
        }
    np.savez(folder / f"{name}.npz", **arrays)


if __name__ == "__main__":
    main()
