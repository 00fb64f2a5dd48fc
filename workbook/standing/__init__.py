"""What is true now, told by the journal alone; which runs of collect and pull there were, and which were taken back."""

from workbook.standing.now import Standing, standing
from workbook.standing.runs import RUN, Run, in_force, last_run
from workbook.standing.steps import MANUAL, Correction

__all__ = ["MANUAL", "RUN", "Correction", "Run", "Standing", "in_force", "last_run", "standing"]
