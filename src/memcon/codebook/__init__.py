"""Knowledge as data: typed loaders of the YAML files in this room. Code elsewhere interprets."""
