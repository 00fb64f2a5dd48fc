"""A tour of xlwings, cell by cell: values, formulas, frames, names, tables, charts, pivot tables, files."""

# %% An app, a book, a sheet
import sys
from pathlib import Path

import pandas as pd
import xlwings as xw

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
app = xw.App(visible=False)
book = app.books[0]
sheet = book.sheets[0]
sheet.name = "Sheet1"
sales = book.sheets.add("Sales", after=sheet)
print("sheets:", [each.name for each in book.sheets])

# %% Values: one, a row, a column
sheet["A1"].value = 42
sheet["A2"].value = [1, 2, 3]
sheet["E1"].options(transpose=True).value = [1, 2, 3]
print("one cell:", sheet["A1"].value)
print("a row:", sheet["A2:C2"].value)
print("a column:", sheet["E1:E3"].options(ndim=2).value)

# %% A block is written from its corner and read by expanding
sheet["A5"].value = [["Fruit", "Price"], ["Apple", 3.5], ["Pear", 2]]
print("expanded:", sheet["A5"].expand().value)

# %% Formulas and looks
sheet["B8"].formula = "=SUM(B6:B7)"
sheet["B6:B8"].number_format = "0.00"
sheet["A5:B5"].font.bold = True
sheet["A5:B5"].color = (221, 235, 247)
sheet["A5:B8"].borders.line_style = "continuous"
print("formula:", sheet["B8"].value, "from", sheet["B8"].formula)

# %% Frames go both ways
sold = pd.DataFrame(
    {"Region": ["North", "South", "North", "South"], "Year": [2023] * 2 + [2024] * 2, "Sold": [100, 80, 50, 200]}
)
sales["A1"].options(index=False).value = sold
read = sales["A1"].options(pd.DataFrame, expand="table", index=False).value
print(f"frame: {len(read)} rows, {read['Sold'].sum()} in all")

# %% Names and tables
book.names.add("sold", "=Sales!$C$2:$C$5")
table = sales.tables.add(sales["A1"].expand(), name="SalesTable")
print("name:", book.names["sold"].refers_to_range.address)
print("table:", table.header_row_range.value)

# %% A chart
chart = sales.charts.add(300, 10, 320, 200, source=sales["C1:C5"], chart_type="column_clustered", plot_by="columns")
chart.set_x_axis_values(sales["A2:A5"])
chart.title = "Sold by region"
chart.value_axis.set(title="Pieces", minimum_scale=0)
chart.series[0].fill_color = (68, 114, 196)
chart.to_png(folder / "chart.png")
print("chart:", [series.name for series in chart.series], "in a", chart.chart_type)

# %% A pivot table
pivot = sales.pivot_tables.add(sales["A1:C5"], sales["F18"], rows="Region", values={"Sold": "sum"})
print("pivot:", pivot.data_body_range.value)

# %% Files
book.save(folder / "tour.xlsx")
book.to_pdf(folder / "tour.pdf")
app.quit()
