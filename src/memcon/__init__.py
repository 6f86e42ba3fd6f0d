"""memcon reads news reports on diplomacy and conflict and keeps the diplomatic record."""

__version__ = "0.1.0"
