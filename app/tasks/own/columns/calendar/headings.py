"""What columns of dates are called."""

import re

Words = frozenset[str]

YEAR: Words = frozenset(
    {"year", "yr", "yyyy", "jahr", "année", "annee", "an", "año", "ano", "anno", "jaar", "rok"}
    | {"год", "年", "年份", "年度"}
)
MONTH: Words = frozenset(
    {"month", "mon", "mo", "mm", "monat", "mois", "mes", "mês", "mese", "maand", "period"}
    | {"месяц", "月", "月份"}
)
QUARTER: Words = frozenset({"quarter", "qtr", "q", "quartal", "trimestre", "季度", "季"})
DAY: Words = frozenset({"day", "dd", "dy", "tag", "jour", "día", "dia", "giorno", "день", "日"})
HOUR: Words = frozenset({"hour", "hr", "hh", "stunde", "heure", "hora", "ora", "时", "小时"})
DATE: Words = frozenset(
    {"date", "dates", "datum", "fecha", "data", "дата", "datetime", "timestamp", "zeitstempel"}
    | {"time", "zeit", "zeitpunkt", "temps", "ts", "ds", "t", "unix", "epoch", "obs", "observation"}
    | {"week", "woche", "semaine", "semana", "settimana", "kw", "periode", "zeitraum", "season"}
    | {"日期", "时间", "時間", "日期时间", "周"}
)
TIME = YEAR | MONTH | QUARTER | DAY | DATE


def named(name: str, words: Words) -> bool:
    """Whether one of the words is in a name."""
    return not words.isdisjoint(re.split(r"[\W\d_]+", name.casefold()))
