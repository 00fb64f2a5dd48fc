"""通知包: begin next year's, check one, tell two apart, try one on a season; packs and books stay as they are."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbook import examples, merge
from workbook.edit import NewFile, Plan
from workbook.errors import NoticeError, ValueMissingError
from workbook.finding import Force
from workbook.notice import shelf
from workbook.notice.difference import Difference, differences
from workbook.notice.doubts import doubts
from workbook.notice.lines import Lines
from workbook.notice.pack import Pack
from workbook.notice.proof import AS_WRITTEN, Fault
from workbook.ooxml.package import parts
from xlpy.actions.render import papers
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import existing_dossier
from xlpy.registers import in_force
from xlpy.trial import Affected, Trial

NEW, CHECK, DIFF, TRY = "new", "check", "diff", "try"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_HEAD = re.compile(r'^(id|version) = ".*"$', re.MULTILINE)
_LISTS = ("lists", "review")
_SHOWN = 3


def run(
    desk: Desk,
    *,
    way: str,
    names: Sequence[str],
    source: str = "",
    readings: Sequence[str] = (),
    out: Path | None = None,
) -> Result:
    """Do one of the four things with the packs that are named."""
    wanted = {NEW: ("新通知的编号",), CHECK: ("通知",), DIFF: ("旧通知", "新通知"), TRY: ("通知", "总表")}
    if way not in wanted:
        raise ValueMissingError("做法", way, tuple(wanted))
    if len(names) != len(wanted[way]):
        raise ValueMissingError(f"{'和'.join(wanted[way])}（notice {way} 要写{len(wanted[way])}个）", " ".join(names))
    if way == NEW:
        return _begun(names[0], source, out)
    if way == CHECK:
        return _checked(names[0])
    if way == DIFF:
        return _told_apart(desk, _pack(names[0]), _pack(names[1]))
    return _tried(desk.beside(Path(names[1])), _pack(names[0], _turned(readings)))


def _folder(name: str) -> Path:
    """The folder of a pack that was named by its id or by its place."""
    return Path(name) if (Path(name) / shelf.PACK_FILE).is_file() else shelf.find(name)


def _pack(name: str, turned: Mapping[str, str] = AS_WRITTEN) -> Pack:
    return shelf.load(_folder(name), turned)


def _turned(readings: Sequence[str]) -> Mapping[str, str]:
    """Readings that a person takes otherwise: ``A06=all``."""
    for reading in readings:
        if "=" not in reading:
            raise ValueMissingError("读法（如 A06=all）", reading)
    return dict(reading.split("=", 1) for reading in readings)


# ---- new ----


def _begun(id_: str, source: str, out: Path | None) -> Result:
    """A copy of a pack under another id, without its season; a folder that is there already is not touched."""
    if not _ID.fullmatch(id_):
        raise ValueMissingError("可用的编号（小写英文和年份，中间用减号，如 mycity-2031）", id_)
    old = _folder(source)
    folder = (out or shelf.own_folder()).absolute() / id_
    if folder.exists():
        raise ValueMissingError("空着的位置（这个文件夹已经有了）", str(folder))
    year = next(iter(re.findall(r"\d{4}", id_)), "")
    text = (old / shelf.PACK_FILE).read_text(encoding="utf-8")
    said = {"id": id_, "version": f"{year or id_}.1"}
    files = {
        shelf.PACK_FILE: _HEAD.sub(lambda found: f'{found[1]} = "{said[found[1]]}"', text, count=2),
        shelf.NOTICE_FILE: (old / shelf.NOTICE_FILE).read_text(encoding="utf-8"),
        shelf.CASES_FILE: (old / shelf.CASES_FILE).read_text(encoding="utf-8"),
    }
    made = tuple(NewFile(str(folder / name), content.encode()) for name, content in files.items())
    named = id_ if folder.parent == shelf.own_folder().absolute() else str(folder)
    lines = (
        f"已从 {source} 建好 {folder}。",
        f"一、把新通知全文贴进 {shelf.NOTICE_FILE}；二、xlpy notice check {named}，照它说的逐句改 {shelf.PACK_FILE}；",
        f"三、xlpy notice diff {source} {named} 看变了什么；四、xlpy render --notice {id_} --out 新表。",
    )
    return Result({"id": id_, "from": source, "folder": str(folder)}, Plan(files=made), lines)


# ---- check ----


def _checked(name: str) -> Result:
    """Everything that is wrong with a pack or speaks against itself, each with its line."""
    folder = _folder(name)
    found = [*_faults(folder)]
    told = [
        {"file": file, "line": line, "place": fault.place, "problem": fault.problem, "refused": is_refused}
        for file, line, fault, is_refused in found
    ]
    count = sum(is_refused for *_, is_refused in found)
    lines = [f"{'✖' if refused else '▲'} {file} 第{line}行 {fault.problem}" for file, line, fault, refused in found]
    ending = f"不改好不能用的{count}处，请核对的{len(told) - count}处。" if told else "没有发现问题，可以出表。"
    return Result({"folder": str(folder), "found": told}, lines=(*lines, ending), status=LOOK if told else FINE)


def _faults(folder: Path) -> Iterator[tuple[str, int, Fault, bool]]:
    """Faults with their file and line; whether the pack is refused for them."""
    pack, refused = shelf.proofs(folder)
    text = _text(folder / shelf.PACK_FILE)
    place = _Places(text)
    for fault in refused:
        yield shelf.PACK_FILE, place.line(fault), fault, True
    if pack is None:
        return
    try:
        document = shelf.examples(folder)
    except NoticeError as error:
        yield shelf.CASES_FILE, place.line(Fault(error.place, "")), Fault(error.place, error.problem), False
        return
    for fault in (*doubts(pack), *examples.missing(pack, document)):
        yield shelf.PACK_FILE, place.line(fault), fault, False
    if not refused:
        in_cases = Lines(_text(folder / shelf.CASES_FILE))
        for fault in examples.faults(pack, document):
            yield shelf.CASES_FILE, in_cases.of(fault.place), fault, False


class _Places:
    """Lines of a pack; a rule that comes by its id stands where that id is written."""

    def __init__(self, text: str) -> None:
        self._lines, self._text = Lines(text), text.splitlines()
        self._rules = self._text.count("[[rules]]")

    def line(self, fault: Fault) -> int:
        whole = re.fullmatch(r"第(\d+)行", fault.place)
        if whole:
            return int(whole[1])
        named = re.fullmatch(r"rules\[([a-z].*?)\](.*)", fault.place)
        if named is None:
            return self._lines.of(fault.place, fault.words)
        wanted = f'id = "{named[1].split(".")[0]}"'
        number = next(
            (at for at in range(self._rules) if self._text[self._lines.of(f"rules[{at}].id") - 1] == wanted), 0
        )
        return self._lines.of(f"rules[{number}]{named[2]}")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


# ---- diff ----


def _told_apart(desk: Desk, old: Pack, new: Pack) -> Result:
    """What changes for whom, and which papers are made anew."""
    found = differences(old, new)
    anew = [*_made_anew(desk, old, new, found)]
    is_other = (old.id, old.version) != (new.id, new.version)
    data = {
        "differences": [_difference(one) for one in found],
        "papers": anew,
        "other_edition": is_other,
    }
    said = f"内容有变、要重新生成的：{'、'.join(anew)}。" if anew else "各种表的内容都没有变。"
    edition = "编号或版本不同，旧表收取时会认作上一次的，要发新表。" if is_other else ""
    ending = (f"共{len(found)}处不同。", said, *((edition,) if edition else ()))
    return Result(data, lines=(*(one.sentence for one in found), *ending), status=LOOK if found else FINE)


def _difference(one: Difference) -> Mapping[str, Any]:
    keys = [{"key": key, "was": was, "now": now} for key, was, now in one.keys]
    return {"who": one.who, "what": one.what, "id": one.id, "title": one.title, "change": one.change, "keys": keys}


def _made_anew(desk: Desk, old: Pack, new: Pack, found: Sequence[Difference]) -> Iterator[str]:
    """Papers that say something else, edition and day of issue aside."""
    same = new.model_copy(update={"id": old.id, "version": old.version, "issued": old.issued})
    pairs = [*zip(papers(old), papers(same), strict=True)]
    for (name, before), (_, after) in desk.watch(pairs, "比较各种表", len(pairs)):
        if _parts(before) != _parts(after):
            yield name
    if any(one.what == "名单" or (one.what, one.id) == ("通知", "review") for one in found):
        yield "名单和评审用表"


def _parts(make: Callable[[], bytes]) -> Mapping[str, bytes]:
    return {name: content for name, content in parts(make()).items() if not name.startswith("docProps/")}


# ---- try ----


def _tried(desk: Desk, pack: Pack) -> Result:
    """Who would be judged otherwise; the 总表 stays as it is."""
    dossier = existing_dossier(desk, "master")
    trial = Trial(dossier.pack, pack)
    affected = [] if trial.is_empty else [*trial.affected(dossier, in_force(dossier, None).registers)]
    untried = [{"id": rule.id, "title": rule.title} for rule in trial.untried]
    data = {
        "declarations": len(dossier.standing.declarations),
        "tried": [rule.id for rule in trial.tried],
        "untried": untried,
        "affected": [_affected(one, dossier.pack) for one in affected],
    }
    shown = (_sentence(one, dossier.pack) for one in affected)
    turned = sum(one.was is not one.now for one in affected)
    asked = "、".join(str(rule["id"]) for rule in untried)
    more = (f"这些要求用到旧表没有的栏目，或要几份一起看，没有试：{asked}。",) if untried else ()
    ending = f"{data['declarations']}份申报，受影响的{len(affected)}份，其中结论会变的{turned}份。总表没有改动。"
    return Result(data, lines=(*shown, *more, ending), status=LOOK if affected else FINE)


def _affected(one: Affected, pack: Pack) -> Mapping[str, Any]:
    return {
        "id": one.entry.id,
        "district": one.entry.district,
        "firm": merge.named(one.entry, pack, "firm"),
        "was": str(one.was),
        "now": str(one.now),
        "gone": [finding.model_dump(mode="json") for finding in one.gone],
        "come": [finding.model_dump(mode="json") for finding in one.come],
    }


def _sentence(one: Affected, pack: Pack) -> str:
    firm = merge.named(one.entry, pack, "firm")
    verdict = f"{one.was.title} → {one.now.title}" if one.was is not one.now else f"仍是{one.now.title}"
    come = [f"新增{Force(found.force).title} {found.label}：{found.message}" for found in one.come[:_SHOWN]]
    gone = [f"不再有{Force(found.force).title} {found.label}：{found.message}" for found in one.gone[:_SHOWN]]
    return f"{one.entry.district} {firm}（{one.entry.id}）：{verdict}。{'；'.join((*come, *gone))}"
