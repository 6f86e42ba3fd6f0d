"""Across articles: copied text, the same event, person, claim; histories; what deserves attention.

Pure functions over records. No result depends on the order in which the records come.
"""
