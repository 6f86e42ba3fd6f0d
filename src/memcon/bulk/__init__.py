"""Large corpora: inputs -> shards keyed by content -> workers -> files that a store can take in.

The driver alone reads inputs and writes outputs, so workers need nothing but memcon, the knowledge
base and the driver's connection: no shared disk, no credentials.
"""

from memcon.bulk.engines import Engine, open_engine
from memcon.bulk.inputs import Input, find_inputs, read_inputs
from memcon.bulk.output import Form, Output, open_output
from memcon.bulk.running import in_order, run
from memcon.bulk.shards import Outcome, Shard, cut_shards

__all__ = [
    "Engine",
    "Form",
    "Input",
    "Outcome",
    "Output",
    "Shard",
    "cut_shards",
    "find_inputs",
    "in_order",
    "open_engine",
    "open_output",
    "read_inputs",
    "run",
]
