"""The sample season: who sends what, by hand-made recipes, and what is expected of each file."""
