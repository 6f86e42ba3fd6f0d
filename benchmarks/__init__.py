"""What memcon costs beside its peers: `python -m benchmarks` measures and writes the page."""
