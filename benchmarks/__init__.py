"""How fast, against what: ``make bench``, or ``python -m benchmarks [--quick]``.

Everything is a ratio of two things measured in one run, one after the other in
turns, so that a noisy machine disturbs both alike.
"""
