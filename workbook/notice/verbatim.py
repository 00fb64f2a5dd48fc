"""Whether the words of a pack stand in the notice: every title, label, option and quote, white space aside."""

from collections.abc import Iterator

from workbook.notice.pack import Catalogue, FieldSpec, Pack, Papers, Text

Words = Iterator[tuple[str, str]]

_PRINTED_TITLES = ("declaration", "summary", "summary_stamp", "declaration_stamp", "opinion")


def squeezed(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def strangers(pack: Pack, notice: str) -> Words:
    """Places and words of a pack that do not stand in the notice."""
    text = squeezed(notice)
    return ((place, word) for place, word in fragments(pack) if squeezed(word) not in text)


def fragments(pack: Pack) -> Words:
    """Every place of a pack whose words are the notice's, with the words; rules come by id."""
    yield "title", pack.title
    yield "bureau", pack.bureau
    yield "standards_title", pack.standards_title
    yield "standards_intro", pack.standards_intro
    yield from ((f"deadlines.{id_}.title", deadline.title) for id_, deadline in pack.deadlines.items())
    yield from _of_papers(pack.papers)
    yield from ((f"sections[{number}].title", section.title) for number, section in enumerate(pack.sections))
    for key in ("texts", "fields", "catalogues"):
        for number, entry in enumerate(getattr(pack, key)):
            yield from words_of(entry, f"{key}[{number}]")
    for number, column in enumerate(pack.summary):
        yield from _filled(f"summary[{number}]", title=column.title, over=column.over)
    for number, listing in enumerate(pack.lists):
        quotes = listing.letter.quotes if listing.letter else ()
        yield from ((f"lists[{number}].letter.quotes[{index}]", quote) for index, quote in enumerate(quotes))
    for number, kind in enumerate(pack.attachments):
        if kind.basis == "notice":
            yield f"attachments[{number}].word", kind.word
    for rule in pack.rules:
        yield from ((f"rules[{rule.id}].quotes[{number}]", quote) for number, quote in enumerate(rule.quotes))


def words_of(entry: FieldSpec | Catalogue | Text, place: str = "") -> Words:
    """The printed words of what stands in a section, in printed order, with their places."""
    if isinstance(entry, Text):
        yield f"{place}.text", entry.text
    elif isinstance(entry, Catalogue):
        yield from _of_catalogue(place, entry)
    else:
        yield from _of_field(place, entry)


def _of_papers(papers: Papers) -> Words:
    yield from ((f"papers.{name}", getattr(papers, name)) for name in _PRINTED_TITLES)
    yield from ((f"papers.opinion_items[{number}]", item) for number, item in enumerate(papers.opinion_items))


def _of_field(place: str, spec: FieldSpec) -> Words:
    yield from _filled(place, heading=spec.heading, label=spec.label, prompt=spec.prompt, unit=spec.unit)
    yield from ((f"{place}.options[{number}].title", option.title) for number, option in enumerate(spec.options))


def _of_catalogue(place: str, catalogue: Catalogue) -> Words:
    yield from _filled(place, title=catalogue.title, group_word=catalogue.group_word, item_word=catalogue.item_word)
    for number, group in enumerate(catalogue.groups):
        here = f"{place}.groups[{number}]"
        yield from _filled(here, title=group.title, dimension=group.dimension, standard=group.standard)
        yield from ((f"{here}.items[{index}].title", item.title) for index, item in enumerate(group.items))


def _filled(place: str, **words: str) -> Words:
    return ((f"{place}.{key}", word) for key, word in words.items() if word)
