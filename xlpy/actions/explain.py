"""填写说明: why a doubt about a declaration is none, in the words of the firm, beside the demand on its 自检."""

from workbook import guard, read
from workbook.edit import BookEdit, Change, Plan
from workbook.errors import NotExplainedError, ValueMissingError
from workbook.finding import Finding, Force, is_explanation
from workbook.judge import judge
from workbook.layout import CHECK_EXPLANATION, CHECK_ID, CHECK_SHEET
from workbook.ooxml.book import Book
from xlpy.desk import Desk, Result
from xlpy.store import sha256


def run(desk: Desk, *, rule: str, text: str) -> Result:
    """Write the explanation of one demand; what was written there before is told."""
    data = desk.book()
    if data is None:
        raise ValueMissingError("文件", desk.where(desk.name))
    if not is_explanation(text):
        raise NotExplainedError(f"“{text}”没有说明理由，请写明原因")
    finding = _doubt(data, desk.name, rule)
    cell, old = _place(guard.admit(data, desk.name), finding)
    change = Change(CHECK_SHEET, cell, old or None, text, finding.sentence)
    edit = BookEdit(desk.name, (change,) if old != text else (), None, sha256(data))
    told = {"rule": finding.rule, "cell": f"{CHECK_SHEET}!{cell}", "old": old, "text": text}
    before = f"（原为“{old}”）" if old and old != text else ""
    line = f"{finding.code} 的说明写在 {CHECK_SHEET}!{cell}：{text}{before}"
    return Result(told, Plan(books=(edit,)) if edit.changes else Plan(), (line,))


def _doubt(data: bytes, name: str, rule: str) -> Finding:
    """The finding that an explanation answers, by the id of its demand or by the code a user reads."""
    found = [one for one in judge(read.declaration(data, name)).findings if one.force is Force.SHOULD]
    chosen = next((one for one in found if rule in (one.rule, one.source)), None)
    if chosen is None:
        raise NotExplainedError(
            f"没有编号为“{rule}”的提醒；可以说明的有：{'、'.join(dict.fromkeys(one.code for one in found)) or '无'}"
        )
    return chosen


def _place(book: Book, finding: Finding) -> tuple[str, str]:
    """The cell for the words about a demand, and what stands in it."""
    for address in book.filled(CHECK_SHEET, CHECK_ID):
        if book.cell(CHECK_SHEET, address).text == finding.rule:
            cell = CHECK_EXPLANATION + address[len(CHECK_ID) :]
            return cell, book.cell(CHECK_SHEET, cell).text
    raise NotExplainedError(f"这份申报书的“{CHECK_SHEET}”没有 {finding.code} 一行")
