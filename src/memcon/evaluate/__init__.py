"""Records held against gold: measures, floors, and the table of accuracy.

``gold`` reads gold files, one module per task says what is right and counts, ``task`` lists the
tasks, ``suite`` names the sets that are measured together, ``report`` and ``plain`` write it up.
"""
