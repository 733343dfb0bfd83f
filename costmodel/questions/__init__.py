"""What a doubter asks of the models: how sure, what matters, what would have to be true.

A module a question. Uses ``costmodel.models``, ``quantities`` and ``engine``.
"""
