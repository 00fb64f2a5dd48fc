"""Random forms of any notice: its own base form, changed field by field around every bound its demands know."""

from decimal import Decimal
from random import Random
from typing import Any

from support.contents import MAKERS, shape
from workbook.examples import Examples
from workbook.form import Form
from workbook.notice import shelf
from workbook.record import Record
from workbook.render.given import record_from_values
from workbook.values import AMOUNTS, Kind


class Maker:
    """Makes records of one notice; the first is its base form."""

    def __init__(self, notice: str, seed: int) -> None:
        self.form = Form(shelf.pack(notice))
        self.base = dict(Examples.model_validate(shelf.cases(notice)).base)
        self.random = Random(seed)
        told = [value for rule in self.form.pack.rules for value in rule.model_dump().values()]
        flat = [one for value in told for one in (value if isinstance(value, tuple) else (value,))]
        self.bounds = sorted({float(one) for one in flat if isinstance(one, Decimal)})

    def base_record(self) -> Record:
        return record_from_values(self.form, self.base)

    def record(self) -> Record:
        """The base form with some fields changed and some boxes turned."""
        random, values = self.random, dict(self.base)
        share = random.choice((0.05, 0.2, 0.5))
        for id_, spec in self.form.fields.items():
            if spec.kind is Kind.DERIVED or random.random() > share:
                continue
            values[id_] = self._content(id_, spec.kind, spec.maximum or 300)
        self._turn(values)
        return record_from_values(self.form, values, raw=True)

    def _content(self, id_: str, kind: Kind, maximum: int) -> Any:
        random = self.random
        if kind in (Kind.CHOICE, Kind.CHOICES):
            boxes = [box for box, _ in self.form.areas[id_].boxes]
            return {box: shape(random) for box in random.sample(boxes, random.randint(0, len(boxes)))}
        if kind in AMOUNTS and random.random() < 0.7:
            return random.choice(self.bounds) + random.choice((0, 0.01, -0.01, 1))
        return MAKERS[kind](random, maximum)

    def _turn(self, values: dict[str, Any]) -> None:
        """Catalogues: as the base has them, or one box turned, or nearly all, or few."""
        for catalogue in self.form.pack.catalogues:
            boxes = [f"{catalogue.id}_{item.id}" for group in catalogue.groups for item in group.items]
            way, density = self.random.choice(("base", "one", "one", "some")), self.random.random()
            if way == "one":
                box = self.random.choice(boxes)
                values[box] = not values.get(box, False)
            if way == "some":
                values |= {box: self.random.random() < density for box in boxes}
