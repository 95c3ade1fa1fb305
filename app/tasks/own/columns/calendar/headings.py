"""What columns of dates are called."""

import re

YEAR = "year yr yyyy jahr année annee an año ano anno jaar rok год 年 年份 年度"
MONTH = "month mon mo mm monat mois mes mês mese maand period месяц 月 月份"
QUARTER = "quarter qtr q quartal trimestre 季度 季"
DAY = "day dd dy tag jour día dia giorno день 日"
HOUR = "hour hr hh stunde heure hora ora 时 小时"
DATE = (
    "date dates datum fecha data дата datetime timestamp zeitstempel time zeit zeitpunkt temps"
    " ts ds t unix epoch obs observation week woche semaine semana settimana kw periode"
    " zeitraum season 日期 时间 時間 日期时间 周"
)
TIME = f"{YEAR} {MONTH} {QUARTER} {DAY} {DATE}"


def named(name: str, words: str) -> bool:
    """Whether one of the words is in a name."""
    return not set(words.split()).isdisjoint(re.split(r"[\W\d_]+", name.casefold()))
