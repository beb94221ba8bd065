"""What some entries should be, compared with what they are: an import, an undo, a proposal.

``plan.py`` is the plan itself, plain; ``builder.py`` makes one, ``apply.py`` carries it out,
``undo.py`` turns it round.
"""
