"""From a delivery to the bytes of its form: base values, changed by the recipe, rendered; nothing is judged here."""

from collections.abc import Mapping
from typing import Any

from workbook.edit import Change
from workbook.form import Form
from workbook.layout import Layout
from workbook.notice.pack import Pack
from workbook.patch import apply
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from xlpy.season.plan import Delivery, Recipe, Recipes


def content(pack: Pack, recipes: Recipes, delivery: Delivery) -> bytes:
    """The form this delivery would be before its file is harmed."""
    recipe = recipes.recipes[delivery.recipe]
    form = Form(pack)
    record = record_from_values(form, values(recipes, recipe, delivery), explanations(pack, recipe))
    book = declaration(pack, record)
    return apply(book, _typed(Layout(form), recipe)) if recipe.typed else book


def document(pack: Pack, recipes: Recipes, delivery: Delivery) -> bytes:
    """The chapters of this delivery as Word."""
    from workbook.render.body import body  # noqa: PLC0415 - start-up: python-docx

    recipe = recipes.recipes[delivery.recipe]
    return body(pack, record_from_values(Form(pack), values(recipes, recipe, delivery)))


def values(recipes: Recipes, recipe: Recipe, delivery: Delivery) -> dict[str, Any]:
    """The values of the base form with this firm's own and the recipe's changes."""
    found: dict[str, Any] = {field: _filled(value, delivery) for field, value in recipes.base.items()}
    for catalogue, items in {**recipes.base_ticks, **recipe.ticks}.items():
        found |= {f"{catalogue}_{item}": True for item in items}
    found |= recipe.set
    for field, length in recipe.lengths.items():
        found[field] = (found[field] * (length // len(found[field]) + 1))[:length]
    for field, words in recipe.append.items():
        found[field] += words
    return found


def explanations(pack: Pack, recipe: Recipe) -> Mapping[str, str]:
    """The firm's words by rule; a recipe names the demand, which may have several rules."""
    return {rule.id: recipe.explain[rule.source] for rule in pack.rules if rule.source in recipe.explain}


def _filled(value: Any, delivery: Delivery) -> Any:
    if not isinstance(value, str):
        return value
    return value.format(
        firm=delivery.firm,
        code=delivery.code,
        factory=delivery.factory,
        district=delivery.district,
        no=int(_number(delivery)),
        person=f"样{delivery.firm[:1]}",
        phone=f"1390000{_number(delivery)}",
    )


def _number(delivery: Delivery) -> str:
    """The running number inside the firm's code: the same each time it sends a form."""
    return delivery.code[12:16] or "0"


def _typed(layout: Layout, recipe: Recipe) -> tuple[Change, ...]:
    """Words typed over cells that the form locks."""
    spots = {field: layout.spots[field] for field in recipe.typed}
    return tuple(Change(spot.sheet, spot.cells[0], None, recipe.typed[field], "样例") for field, spot in spots.items())
