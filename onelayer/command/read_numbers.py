"""`onelayer read --numbers`: read whole numbers in pictures and drawings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onelayer.command.printing import describe_unread
from onelayer.command.sources import Source
from onelayer.reading.network import Network
from onelayer.reading.numbers.answer import format_number
from onelayer.reading.numbers.number import NumberReading

NAME_WIDTH = 40  # characters of the table's first column; longer names push the others to the right
TEXT_WIDTH = 10  # characters of the second one


@dataclass(frozen=True, eq=False)
class NumberResult:
    """What became of a source.

    Attributes:
        source: the source.
        readings: the numbers that were read, from top to bottom; none if nothing was.
        error: why nothing was read; empty if something was.
    """

    source: Source
    readings: tuple[NumberReading, ...]
    error: str = ""

    @property
    def is_read(self) -> bool:
        """Whether there is a number."""
        return bool(self.readings)

    @property
    def is_sure(self) -> bool:
        """Whether each number is sure."""
        return self.is_read and all(reading.sure for reading in self.readings)

    @property
    def is_right(self) -> bool:
        """Whether there is one number, and it is the label."""
        return [reading.text for reading in self.readings] == [str(self.source.label)]

    def to_json(self) -> dict[str, Any]:
        """Make the object of a result."""
        if not self.readings:
            return {"file": self.source.name, "error": self.error}
        numbers = [format_number(reading) for reading in self.readings]
        return {"file": self.source.name, "numbers": numbers, "label": self.source.label}

    def format_rows(self) -> str:
        """Format the row of each number, or of the error."""
        if not self.readings:
            return f"{self.source.name:{NAME_WIDTH}}  {'–':{TEXT_WIDTH}}            {self.error}"
        names = [self.source.name] + [""] * (len(self.readings) - 1)
        wrong = "" if self.source.label is None or self.is_right else f", but it is {self.source.label}"
        return "\n".join(
            f"{name:{NAME_WIDTH}}  {each.text:{TEXT_WIDTH}}  {100 * each.probability:6.2f} %  {say_sure(each)}{wrong}"
            for name, each in zip(names, self.readings, strict=True)
        )


def read_sources_as_numbers(sources: Iterable[Source], network: Network) -> Iterator[NumberResult]:
    """Read sources. Yields a result for each, in their order."""
    for source in sources:
        try:
            yield NumberResult(source, tuple(source.read_numbers(network)))
        except (ValueError, OSError) as error:
            yield NumberResult(source, (), describe_unread(error))


def say_sure(reading: NumberReading) -> str:
    """Say how sure a number is."""
    if reading.sure:
        return "sure"
    return f"not sure, or {reading.runner_up}" if reading.runner_up else "not sure"
