"""How quantities find each other, and what a scenario may be.

Knows no quantity and no row of data by name. Uses nothing else of ``costmodel``.
"""
