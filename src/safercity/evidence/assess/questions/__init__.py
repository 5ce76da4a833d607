"""The questions of an assessment beside its places: each reads the records, asks one room of
analyses, and says its answer as values of an edition.

`whole` puts them in order; none knows another but through what `whole` hands on.
"""
