"""`onelayer read --numbers`: read whole numbers in pictures and drawings."""

from collections.abc import Iterable, Iterator

from onelayer.command.results import Result, describe_unread
from onelayer.command.sources import Source
from onelayer.reading.network import Network
from onelayer.reading.numbers.answer import format_number
from onelayer.reading.numbers.content import read_numbers
from onelayer.reading.numbers.number import NumberReading

TEXT_WIDTH = 10  # characters of the table's second column


def read_sources_as_numbers(sources: Iterable[Source], network: Network) -> Iterator[Result]:
    """Read sources. Yields a result for each, in their order."""
    for source in sources:
        try:
            readings = read_numbers(source.open(), network)
        except (ValueError, OSError) as error:
            yield describe_unread(source, error)
            continue
        rows = [f"{each.text:{TEXT_WIDTH}}  {100 * each.probability:6.2f} %  {say_sure(each)}" for each in readings]
        text, sure = "\n".join(each.text for each in readings), all(each.sure for each in readings)
        yield Result(source, rows, {"numbers": list(map(format_number, readings))}, text, sure)


def say_sure(reading: NumberReading) -> str:
    """Say how sure a number is."""
    if reading.sure:
        return "sure"
    return f"not sure, or {reading.runner_up}" if reading.runner_up else "not sure"
