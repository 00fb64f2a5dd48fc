"""The text written in the vocabulary of ``rules``: a notice is data."""
