"""What the reader holds, what can be done to it, and whose turn it is.

``reader`` is the only module that knows session state and query parameters. Nothing here knows
the frame, and nothing draws, but for the note that one waits.
"""
