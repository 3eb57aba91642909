"""What `onelayer read` prints of each source, and of all of them."""

from dataclasses import dataclass
from typing import Any

from onelayer.command.sources import Source

NAME_WIDTH = 40  # characters of the table's first column; longer names push the others to the right
ALL_SURE, NOT_SURE, NOT_READ = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Result:
    """What became of a source.

    Attributes:
        source: the source.
        rows: what the table shows behind its name: a row for the digit, or for each number; or why nothing was read.
        answer: what its JSON has beside its name.
        text: the digit, or the numbers; None if nothing was read.
        sure: the network is sure of it.
    """

    source: Source
    rows: list[str]
    answer: dict[str, Any]
    text: str | None = None
    sure: bool = False

    @property
    def is_right(self) -> bool:
        """Whether what was read is the label."""
        return self.text == str(self.source.label)

    def to_json(self) -> dict[str, Any]:
        """Make the object of a result."""
        label = {} if self.text is None else {"label": self.source.label}
        return {"file": self.source.name, **self.answer, **label}

    def format_rows(self) -> str:
        """Format the rows of a result; the first one has the source's name."""
        is_wrong = self.text is not None and self.source.label is not None and not self.is_right
        names = [self.source.name] + [""] * (len(self.rows) - 1)
        wrong = f", but it is a {self.source.label}" if is_wrong else ""
        return "\n".join(f"{name:{NAME_WIDTH}}  {row}{wrong}" for name, row in zip(names, self.rows, strict=True))


def describe_unread(source: Source, error: Exception) -> Result:
    """Say why nothing was read, without what the row of the file says already."""
    why = str(error)
    if isinstance(error, OSError) and error.strerror:
        why = f"{error.strerror}. The path of a picture, a drawings file or a folder is expected."
    return Result(source, [f"–           {why}"], {"error": why})


@dataclass
class Tally:
    """How many results there are, and of which kinds."""

    results: int = 0
    sure: int = 0
    not_read: int = 0
    labelled: int = 0
    right: int = 0

    def add(self, result: Result) -> None:
        """Count a result."""
        self.results += 1
        self.sure += result.sure
        self.not_read += result.text is None
        self.labelled += result.source.label is not None
        self.right += result.is_right

    @property
    def status(self) -> int:
        """The exit status."""
        return NOT_READ if self.not_read else NOT_SURE if self.sure < self.results else ALL_SURE

    @property
    def sentences(self) -> list[str]:
        """What became of several, and how many of those with a label are right."""
        not_sure = self.results - self.sure - self.not_read
        lines = [f"{self.results:,} in all: {self.sure:,} sure, {not_sure:,} not sure, {self.not_read:,} not read"]
        right = f"{self.right:,} of {self.labelled:,} with a label are right"
        return lines[: self.results > 1] + ([f"{right}: {self.right / self.labelled:.2%}"] if self.labelled else [])
