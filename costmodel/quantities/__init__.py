"""What is computed: a module a subject, a function a quantity, named for what it yields.

Uses ``engine``, and ``data`` for which GPU type is which. A new module is given to one of the
models in ``costmodel/models.py``.
"""
