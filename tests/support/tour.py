"""The script in xlwings' tutorial style, and what it tells whichever program it runs on."""

from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "examples" / "tour.py"
TOLD = [
    "sheets: ['Sheet1', 'Sales']",
    "one cell: 42.0",
    "a row: [1.0, 2.0, 3.0]",
    "a column: [[1.0], [2.0], [3.0]]",
    "expanded: [['Fruit', 'Price'], ['Apple', 3.5], ['Pear', 2.0]]",
    "formula: 5.5 from =SUM(B6:B7)",
    "frame: 4 rows, 430.0 in all",
    "name: $C$2:$C$5",
    "table: ['Region', 'Year', 'Sold']",
    "chart: ['Sold'] in a column_clustered",
    "pivot: [150.0, 280.0, 430.0]",
]
FILES = ["chart.png", "tour.pdf", "tour.xlsx"]
COUNTED = {"=SUM(B6:B7)": 5.5}
PIVOTED = [[100.0 + 50.0], [80.0 + 200.0], [430.0]]
"""What the program itself counts: 3.5 + 2, and the pieces of north and south of two years."""
