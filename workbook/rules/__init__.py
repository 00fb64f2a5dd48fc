"""The vocabulary: one kind of demand is one class with two faces, ``check`` in Python and ``formula`` for the sheet."""
