"""生成名单: a public list from what was decided, as Word, Excel and PDF, with nothing the public must not see."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbook import lists, merge, privacy, rows, workdays
from workbook.announcement import Announcement, announcement, day_words, moves_words
from workbook.edit import NewFile
from workbook.errors import PersonalDataError
from workbook.lists import Row
from workbook.notice.lists import SCORE
from workbook.notice.pack import Listing
from workbook.standing import Standing
from xlpy import portable
from xlpy.city import read_back, refreshed
from xlpy.corrected import corrected
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.dossier import Dossier, existing_dossier
from xlpy.issues import PUBLISHED, Wish, facts, issued, kept
from xlpy.scores import scores


def run(
    desk: Desk,
    *,
    listing: str,
    out: Path,
    day: dt.date | None = None,
    number: str = "",
    contacts: Sequence[str] = (),
    split: str | None = None,
    calendar: Path | None = None,
) -> Result:
    """Write the next issue of a list, or the last one again while nothing moved; the journal keeps every issue."""
    dossier = existing_dossier(desk, "master")
    chosen = lists.listing_of(dossier.pack, listing)
    typed = read_back(dossier)
    standing, lines = dossier.after(typed.events)
    told = listed(standing, chosen, scores(lines))
    before = issued(lines, listing)
    if not told and not before:
        return _nobody(chosen, typed.lines)
    wish = Wish(day, number, contacts, split, _table(desk, calendar))
    shown = lists.shown(dossier.pack, chosen, told)
    today = dt.date.fromisoformat(desk.now()[:10])
    issue = announcement(dossier.pack, chosen, [*told.values()], facts(chosen, before, shown, wish, today))
    files = [*_files(dossier, issue, told, out)]
    event = kept(chosen, issue.facts, shown, issue.last)
    is_known = bool(before) and {**before[-1]} == event
    events = typed.events if is_known else (*typed.events, dossier.event(PUBLISHED, **event))
    plan = replace(refreshed(dossier, events, typed), files=new_files(desk, files))
    data = _data(issue, event, files, before[-1]["ids"] if before else ())
    said = (*typed.lines, *_told(issue, data))
    return Result({**data, "notes": [*typed.lines]}, plan, said, LOOK if typed.lines or data["open"] else FINE)


def _nobody(chosen: Listing, notes: Sequence[str]) -> Result:
    """The first issue of a list is of somebody: no public paper says that nobody stands on it."""
    states = "、".join(chosen.states)
    words = f"还没有一家是“{states}”，没有生成《{chosen.title}》，也没有记入档案。请先登记决定（xlpy decide）。"
    return Result({"files": [], "rows": 0, "issue": 0, "notes": [*notes]}, lines=(*notes, words), status=LOOK)


def _table(desk: Desk, calendar: Path | None) -> workdays.Calendar:
    """The days off a person supplies."""
    return workdays.calendar_table(desk.outside(calendar), calendar.name) if calendar else workdays.NO_TABLE


def listed(standing: Standing, chosen: Listing, given: Mapping[str, Decimal]) -> dict[str, Row]:
    """Who stands on the list, with the corrections that a person adopted and no other, and the score of the review."""
    entries = merge.in_order(standing.declarations.values(), standing.pack)
    found = [entry for entry in entries if standing.states[entry.id] in chosen.states]
    return {
        entry.id: {
            **corrected(
                rows.printed(standing.pack, entry, number), standing.corrections.get(entry.id, {}), adopted_only=True
            ),
            SCORE: given.get(entry.id),
        }
        for number, entry in enumerate(found, start=1)
    }


def _files(dossier: Dossier, issue: Announcement, told: Mapping[str, Row], out: Path) -> Iterator[NewFile]:
    """The documents of an issue, each past the gate; a PDF is made again only when its document changed."""
    from workbook.render import announcement as letters  # noqa: PLC0415 - start-up: python-docx
    from workbook.render import list as books  # noqa: PLC0415 - start-up: XlsxWriter

    _refuse_personal(issue, told)
    listing, facts_ = issue.listing, issue.facts
    again = f"（第{facts_.issue}次）" if facts_.issue > 1 else ""
    stem = str(out.absolute() / f"{listing.title}{again}")
    book = books.listing(dossier.pack, listing.id, [*told.values()], split=facts_.split, moves=facts_.moves)
    document = letters.document(issue)
    old = dossier.desk.file(f"{stem}.pdf") if dossier.desk.file(f"{stem}.docx") == document else None
    made = old or portable.pdf(document, ".docx")
    for ending, content in ((".docx", document), (".xlsx", book), (".pdf", made)):
        if content is not None:
            privacy.check(content, f"{listing.title}{ending}", _phones(issue))
            yield NewFile(f"{stem}{ending}", content)


def _refuse_personal(issue: Announcement, told: Mapping[str, Row]) -> None:
    """Refuse before anything is drawn, so that a person is told which declaration to mend and where."""
    leaks = [
        f"申报编号 {id_} 的“{column.title}”：{leak}"
        for id_, row in told.items()
        for column in issue.columns
        for leak in privacy.found(lists.words(row.get(column.id)))
    ]
    if leaks:
        raise PersonalDataError(issue.listing.title, leaks)


def _phones(issue: Announcement) -> tuple[str, ...]:
    return tuple(contact.phone for contact in issue.contacts if contact.phone)


def _data(
    issue: Announcement, event: Mapping[str, Any], files: Sequence[NewFile], last: Sequence[str]
) -> dict[str, Any]:
    """What was issued; ``added`` and ``removed`` tell the difference to what was issued last."""
    paths = [file.path for file in files]
    return {
        "files": paths,
        "rows": event["rows"],
        "issue": issue.facts.issue,
        "day": event["day"],
        "last": event["last"],
        "annexes": [annex.title for annex in issue.annexes],
        "added": [id_ for id_ in event["ids"] if last and id_ not in last],
        "removed": [id_ for id_ in last if id_ not in event["ids"]],
        "moves": [{"what": move.what, "words": [*move.words]} for move in issue.facts.moves],
        "open": [*issue.open_places],
        "has_pdf": any(path.endswith(".pdf") for path in paths),
    }


def _told(issue: Announcement, data: Mapping[str, Any]) -> Iterator[str]:
    again = f"第{issue.facts.issue}次" if issue.facts.issue > 1 else ""
    yield f"{again}名单共{data['rows']}家：{'、'.join(data['files'])}"
    if issue.last is not None:
        yield f"公示期自{day_words(issue.facts.day)}起至{day_words(issue.last)}止。"
    if issue.facts.issue > 1:
        yield f"与上次发布相比：{moves_words(issue.facts.moves)}。"
    if data["open"]:
        yield f"文档里还空着：{'、'.join(data['open'])}。文号用 --number，电话用 --contact 名称=电话 给出后再生成一次。"
    if not data["has_pdf"]:
        yield portable.NOT_MADE if portable.program() else portable.NO_OFFICE
