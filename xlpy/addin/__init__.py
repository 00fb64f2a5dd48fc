"""The add-in for Excel: its VBA sources packed into one ``.xlam``, byte for byte the same on any system."""
