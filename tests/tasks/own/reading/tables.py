"""Tables to be read, written in any form."""

VALUES = [20.0, 22.8, 25.3, 27.3, 28.6, 29.0, 28.5, 27.2, 25.3, 22.9, 20.5, 18.2]
DATES = [f"2021-03-{day:02}" for day in range(1, 13)]


def comma(value: float) -> str:
    """The value with a decimal comma."""
    return str(value).replace(".", ",")


def lines(*texts: str) -> str:
    return "\n".join(texts)


def rows(sign: str = ",", decimal: str = ".") -> str:
    """Twelve lines of a date and a value."""
    return lines(
        *(
            f"{date}{sign}{str(value).replace('.', decimal)}"
            for date, value in zip(DATES, VALUES, strict=True)
        )
    )


def numbers(decimal: str = ".") -> str:
    """Twelve lines of a value."""
    return lines(*(str(value).replace(".", decimal) for value in VALUES))
