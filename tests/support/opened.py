"""Books as people hand them back: their own colours, comments, charts, pictures, filters; and what stands in them."""

import base64
import io
import zipfile
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def rich_book() -> bytes:
    """A book with rows and everything a clerk adds to one; sheet ``表`` holds the rows, sheet ``旁`` is nobody's."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    red = book.add_format({"bg_color": "#FF0000", "border": 1})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet, other = book.add_worksheet("表"), book.add_worksheet("旁")
    sheet.write_row(0, 0, ["名称", "金额", "日期", "合计"])
    for row in range(1, 6):
        sheet.write_string(row, 0, f"公司{row}", red if row == 3 else text)
        sheet.write_number(row, 1, row * 1.5)
        sheet.write_number(row, 2, 45000 + row, day)
        sheet.write_formula(row, 3, f"=B{row + 1}*2", None, row * 3)
    sheet.autofilter(0, 0, 5, 3)
    sheet.freeze_panes(1, 0)
    sheet.data_validation("A2:A100", {"validate": "list", "source": ["甲", "乙"]})
    sheet.conditional_format("B2:B100", {"type": "cell", "criteria": ">", "value": 3, "format": red})
    sheet.write_comment("A3", "请核对", {"author": "张"})
    sheet.insert_image("F2", "dot.png", {"image_data": io.BytesIO(DOT)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表!$B$2:$B$6"})
    sheet.insert_chart("F8", chart)
    sheet.insert_textbox("F20", "说明")
    other.write_string(0, 0, "不动")
    other.write_formula(1, 0, "=表!B2", None, 1.5)
    other.add_table("C1:D3", {"columns": [{"header": "甲"}, {"header": "乙"}]})
    book.define_name("rows_main", "=表!$A$2:$D$2")
    book.close()
    return file.getvalue()


def raw_parts(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        found = {}
        for info in archive.infolist():
            start = info.header_offset + 30 + int.from_bytes(data[info.header_offset + 26 :][:2], "little")
            start += int.from_bytes(data[info.header_offset + 28 :][:2], "little")
            found[info.filename] = data[start : start + info.compress_size]
        return found


def xml(data: bytes, name: str) -> str:
    """One part as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def by_openpyxl(data: bytes, sheet: str) -> dict[str, Any]:
    """Address -> value, as openpyxl reads."""
    found = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return {cell.coordinate: cell.value for row in found.iter_rows() for cell in row if cell.value is not None}


def by_calamine(data: bytes, sheet: str) -> dict[str, Any]:
    """Address -> value, as calamine reads."""
    found = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet)
    grid = enumerate(found.to_python(skip_empty_area=False), start=1)
    return {
        f"{openpyxl.utils.get_column_letter(column)}{row}": value
        for row, values in grid
        for column, value in enumerate(values, start=1)
        if value != ""
    }
