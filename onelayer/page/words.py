"""Words that the page says in several places."""


def format_count(count: int, noun: str) -> str:
    """So many of a thing: "1 drawing", "1,000 drawings"."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
