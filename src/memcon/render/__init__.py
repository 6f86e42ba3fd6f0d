"""Showing a record to people: one module per form, all drawn from one :class:`Outline`."""
