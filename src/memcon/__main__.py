"""``python -m memcon`` is the command ``memcon``."""

from memcon.cli import main

if __name__ == "__main__":
    main()
