"""The site on machines: a proxy, several replicas, a store for classes; ``deploy/README.md``.

``nginx/`` is the proxy's configuration, ``Containerfile`` and ``compose.yaml`` run all of it in
containers, ``systemd/`` and ``install`` without. ``python -m deploy.serve`` is a replica,
``python -m deploy.ready`` waits until one has started, and ``python -m deploy.copies`` has the
proxy keep a copy of every page.

May import: the standard library, uvicorn, ``content`` and ``web``. Tested by
``tests/test_deployment.py``.
"""
