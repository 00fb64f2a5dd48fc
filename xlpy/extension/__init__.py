"""The buttons in LibreOffice: an extension made from the commands table, that hands every click to ``xlpy.buttons``."""
