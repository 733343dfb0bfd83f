"""What pages are made of: one call for each thing seen, and the templates of its markup.

May hold what a page can name; the words come from ``telling``, the pictures from ``charts``.
"""
