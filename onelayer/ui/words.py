"""Words that the page says in several places."""


def format_count(count: int, noun: str) -> str:
    """So many of a thing: "1 drawing", "1,000 drawings"."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def format_probability(probability: float, decimals: int = 1) -> str:
    """A probability, 0 to 1, in percent. It is never 1, so none that is rounded to 100 % says so: `> 99.9 %`."""
    text = f"{100 * probability:.{decimals}f}"
    return f"{text} %" if float(text) < 100 else f"> {100 - 10**-decimals:.{decimals}f} %"


def format_loss(loss: float) -> str:
    """A loss in at most seven characters, as those that diverge have no end: `0.41`, `4,200`, `510 k`, `12 M`."""
    if loss < 100:
        return f"{loss:.2f}"
    if loss < 1e4:
        return f"{loss:,.0f}"
    if loss < 1e6:
        return f"{loss / 1e3:.0f} k"
    return f"{loss / 1e6:.0f} M" if loss < 1e9 else "> 999 M"
