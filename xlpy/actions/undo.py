"""撤销: takes back the last run of collect or pull; its lines stay in the journal, what people typed stays."""

from workbook import merge
from workbook.errors import UndoRefusedError
from workbook.ledger import LISTED
from workbook.standing import Run, Standing, last_run
from xlpy.city import Moved
from xlpy.days import moment
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier
from xlpy.level import either_dossier, read_back, refreshed

WORDS = {"collect": "收取", "pull": "汇集"}


def run(desk: Desk) -> Result:
    """Take back the last run once; what it brought comes again when the same files are collected or pulled again."""
    dossier = either_dossier(desk)
    found = _last(dossier)
    typed = read_back(dossier)
    before, _ = dossier.after(typed.events)
    told = {"of": found.name, "at": found.at, "by": found.by, "lines": found.lines}
    events = (*typed.events, dossier.event("undone", "", **told))
    after, _ = dossier.after(events)
    gone = [id_ for id_ in before.declarations if id_ not in after.declarations]
    _not_listed(before, gone)
    back = [id_ for id_, entry in after.declarations.items() if before.declarations.get(id_) != entry]
    word = _word(found)
    if typed.lines:
        typed = read_back(dossier, Moved(typed, after))
        events = (*events, *typed.events)
    plan = refreshed(dossier, events, typed)
    notes = (*typed.lines, *plan.notes)
    data = {**told, "command": word, "removed": gone, "restored": back, "rows": len(after.declarations)}
    lines = (
        *(f"－ {_named(dossier, before, id_)}" for id_ in gone),
        *(f"↺ {_named(dossier, after, id_)}：恢复为上一份" for id_ in back),
        *notes,
        f"已撤销{moment(found.at)}由{found.by}所做的{word}，移出{len(gone)}份，恢复{len(back)}份；原件和手工填写的内容都在。",
        f"要恢复，请对同一批文件再{word}一次。",
    )
    return Result(data, plan, lines, LOOK if notes else FINE)


def _last(dossier: Dossier) -> Run:
    found = last_run(dossier.lines)
    if found is None:
        raise UndoRefusedError("还没有收取或汇集过")
    if found.is_undone:
        raise UndoRefusedError(
            f"最近一次{_word(found)}（{moment(found.at)}）已经撤销；要恢复，请对同一批文件再{_word(found)}一次"
        )
    return found


def _word(found: Run) -> str:
    return WORDS[found.name.partition(" ")[0]]


def _not_listed(standing: Standing, gone: list[str]) -> None:
    """What stands on a public list does not vanish behind the public's back."""
    listed = [id_ for id_ in gone if standing.states[id_] in LISTED]
    if listed:
        raise UndoRefusedError(f"{'、'.join(listed)} 已列入{standing.states[listed[0]]}，请先用 xlpy decide 改变决定")


def _named(dossier: Dossier, standing: Standing, id_: str) -> str:
    entry = standing.declarations[id_]
    return f"{id_} {merge.named(entry, dossier.pack, 'firm') or entry.file}"
