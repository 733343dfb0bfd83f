"""How many readers: ``make load``, or ``python -m benchmarks.load [--readers 1 10 50]``.

``readers`` are clients that speak Streamlit's own protocol and do what a reader's browser does,
``visitors`` ask for plain addresses. ``crowd`` lets many of them come, read and leave, ``sites``
starts what they come to, ``steps`` measures it, ``waves`` what is left when they have gone.
``dearest`` is about one reader whose link is dear, ``paper`` about a proxy that answers by itself.
``told`` prints it all and names what gave way first.
"""
