"""The mean of several checkpoints' weights (Izmailov et al. 2018, "Averaging weights").

python average.py WORK/epoch3.pt WORK/epoch4.pt --out WORK/mean.pt
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    states = [torch.load(path, weights_only=True) for path in args.weights]
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    torch.save(mean, args.out)


if __name__ == "__main__":
    main()
