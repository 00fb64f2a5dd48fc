"""专家评审: scoring books for experts, and what comes back: scores averaged, ranked, every oddity named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbook import merge
from workbook import review as reviewing
from workbook.edit import NewFile, Plan
from workbook.errors import ValueMissingError, WorkbookError
from workbook.ledger import State
from workbook.merge import Declaration
from workbook.notice.bureau import Review
from workbook.review import Ranked, Scores
from workbook.standing import Standing
from xlpy.city import read_back, refreshed
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.dossier import Dossier, existing_dossier
from xlpy.scores import BACK, SENT, last, rounds

OUT, IN = "out", "in"
RESULT = "评审汇总.xlsx"
_REVIEWED = (State.RECOMMENDED, State.REVIEW_PASSED, State.REVIEW_FAILED)


def run(desk: Desk, *, way: str, out: Path | None = None, experts: int = 0, files: Sequence[Path] = ()) -> Result:
    """Send the recommended declarations to so many experts (out), or read their books back (in)."""
    dossier = existing_dossier(desk, "master")
    review = dossier.pack.review
    if review is None:
        raise ValueMissingError("评审（通知包没有写 [review]）", dossier.pack.id)
    if way == OUT:
        return _sent(dossier, review, out, experts)
    if way == IN:
        return _back(dossier, review, files)
    raise ValueMissingError("评审的步骤", way, (OUT, IN))


def _sent(dossier: Dossier, review: Review, out: Path | None, experts: int) -> Result:
    from workbook.render.scoring import scoring  # noqa: PLC0415 - start-up: XlsxWriter

    if out is None or experts < 1:
        raise ValueMissingError("文件夹和专家人数（--out 和 --experts）", "未写明")
    typed = read_back(dossier)
    standing, lines = dossier.after(typed.events)
    rows = reviewing.scoring_rows(dossier.pack, review, _reviewed(dossier, standing))
    told = {"rows": [{key: _word(value) for key, value in row.items()} for row in rows], "experts": experts}
    before = last(lines, SENT)
    is_again = bool(before) and {key: before[key] for key in told} == told
    number = rounds(lines) + (0 if is_again else 1)
    files = [
        NewFile(str(out.absolute() / f"评分表_专家{expert}.xlsx"), scoring(dossier.pack, review, rows, expert, number))
        for expert in range(1, experts + 1)
    ]
    events = typed.events if is_again else (*typed.events, dossier.event(SENT, **told, round=number))
    plan = refreshed(dossier, events, typed)
    changed = new_files(dossier.desk, files)
    data = {"files": [file.path for file in files], "rows": len(rows), "round": number, "notes": [*typed.lines]}
    said = f"第{number}轮评审：{len(rows)}家，{experts}份评分表，在 {out}。"
    return Result(data, replace(plan, files=changed), (*typed.lines, said), LOOK if typed.lines else FINE)


def _reviewed(dossier: Dossier, standing: Standing) -> list[Declaration]:
    entries = merge.in_order(standing.declarations.values(), dossier.pack)
    return [entry for entry in entries if standing.states[entry.id] in _REVIEWED]


def _word(value: object) -> str:
    return "" if value is None else str(value)


def _back(dossier: Dossier, review: Review, files: Sequence[Path]) -> Result:
    from workbook.render.scoring import ranking  # noqa: PLC0415 - start-up: XlsxWriter

    sent = last(dossier.lines, SENT)
    if not sent:
        raise ValueMissingError("已发出的评审（先用 xlpy review out）", dossier.desk.name)
    experts, found = _read(dossier, review, files, sent)
    ids = [str(row["id"]) for row in sent["rows"]]
    lines = reviewing.ranked(review, ids, experts)
    rows = [_line(dossier, line) for line in lines]
    book = ranking(dossier.pack, review, sorted(experts), rows, found)
    kept = _kept(lines, experts, found, int(sent["round"]))
    events = () if last(dossier.lines, BACK) == kept else (dossier.event(BACK, **kept),)
    typed = read_back(dossier)
    plan: Plan = refreshed(dossier, (*typed.events, *events), typed)
    if dossier.desk.file(RESULT) != book:
        plan = replace(plan, files=(NewFile(RESULT, book),))
    data = {
        "file": dossier.desk.where(RESULT),
        "experts": sorted(experts),
        "ranking": [
            {"id": line.id, "place": line.place, "shared": line.is_shared, "score": _word(line.score)} for line in lines
        ],
        "findings": [*found],
    }
    scored = sum(line.score is not None for line in lines)
    said = f"收回{len(experts)}位专家的评分，{scored}家有分，见 {RESULT}。"
    return Result(data, plan, (*typed.lines, *found, said), LOOK if found or typed.lines else FINE)


def _read(
    dossier: Dossier, review: Review, files: Sequence[Path], sent: Mapping[str, Any]
) -> tuple[dict[int, Scores], list[str]]:
    """The scores by expert, and everything to be looked at; a file that cannot be read keeps no other back."""
    from workbook.read.scoring import scored  # noqa: PLC0415 - only this way reads them

    experts: dict[int, Scores] = {}
    found: list[str] = []
    for path in sorted(_books(files)):
        try:
            book = scored(dossier.desk.outside(path), path.name, dossier.pack, review, sent["rows"])
        except WorkbookError as error:
            found.append(str(error))
            continue
        if book.round != sent["round"]:
            found.append(f"{path.name} 是第{book.round}轮的评分表，现在是第{sent['round']}轮，没有计入。")
        elif book.expert in experts:
            found.append(f"{path.name} 又是第{book.expert}号专家的，只计先读到的一份。请核实用哪一份。")
        else:
            experts[book.expert] = book.scores
            found += book.found
    found += (f"第{n}号专家的评分表没有收回。" for n in range(1, sent["experts"] + 1) if n not in experts)
    return experts, found


def _books(files: Sequence[Path]) -> Iterator[Path]:
    for path in files:
        yield from (path.glob("*.xlsx") if path.is_dir() else [path])


def _line(dossier: Dossier, line: Ranked) -> dict[str, Any]:
    entry = dossier.standing.declarations.get(line.id)
    place = "未评" if line.place is None else f"{line.place}{'（并列）' if line.is_shared else ''}"
    names = (
        {"firm": merge.named(entry, dossier.pack, "firm"), "factory": merge.named(entry, dossier.pack, "factory")}
        if entry
        else {}
    )
    totals = {f"expert_{number}": f"{total:.2f}" for number, total in line.totals.items()}
    return {
        "place": place,
        "id": line.id,
        "district": entry.district if entry else "",
        **names,
        "score": _word(line.score),
        **totals,
    }


def _kept(lines: Sequence[Ranked], experts: Mapping[int, Scores], found: Sequence[str], number: int) -> dict[str, Any]:
    """What the journal keeps: the scores, each expert's own, what was odd."""
    return {
        "round": number,
        "scores": {line.id: str(line.score) for line in lines if line.score is not None},
        "experts": {
            str(expert): {id_: {one: str(score) for one, score in given.items()} for id_, given in scores.items()}
            for expert, scores in sorted(experts.items())
        },
        "findings": [*found],
    }
