"""Searching by meaning: a question finds the section that answers it, also where the two share no word.

A table of word vectors of both languages ships with the product; a text is the weighted sum of its words. Nothing here
is needed by the search for words: without the table, or without numpy, that one answers alone.
"""
