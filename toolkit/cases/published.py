"""The holidays of the published years (国务院办公厅关于部分节假日安排的通知), so that nobody needs the network.

chinesecalendar carries the notices and is asked first; where the copy that an office has is too old, this table
answers. A test holds it to chinesecalendar, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

import chinese_calendar

#: What it is: whether one works on that day, and the holiday it belongs to.
Arranged = tuple[bool, str]

#: The names chinesecalendar gives its holidays, as the notices call them.
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}

#: Year, holiday, days off (month and day), make-up workdays (+).
TABLE = """\
2004 元旦 0101
2004 春节 0122-0128 +0117 +0118
2004 劳动节 0501-0507 +0508 +0509
2004 国庆节 1001-1007 +1009 +1010
2005 元旦 0101-0103
2005 春节 0209-0215 +0205 +0206
2005 劳动节 0501-0507 +0430 +0508
2005 国庆节 1001-1007 +1008 +1009
2006 元旦 0101-0103 +1230 +1231
2006 春节 0129-0204 +0128 +0205
2006 劳动节 0501-0507 +0429 +0430
2006 国庆节 1001-1007 +0930 +1008
2007 元旦 0101-0103 1230-1231 +1229
2007 春节 0218-0224 +0217 +0225
2007 劳动节 0501-0507 +0428 +0429
2007 国庆节 1001-1007 +0929 +0930
2008 元旦 0101
2008 春节 0206-0212 +0202 +0203
2008 清明节 0404-0406
2008 劳动节 0501-0503 +0504
2008 端午节 0607-0609
2008 中秋节 0913-0915
2008 国庆节 0929-1005 +0927 +0928
2009 元旦 0101-0103 +0104
2009 春节 0125-0131 +0124 +0201
2009 清明节 0404-0406
2009 劳动节 0501-0503
2009 端午节 0528-0530 +0531
2009 国庆节 1001-1002 1004-1008 +0927 +1010
2009 中秋节 1003
2010 元旦 0101-0103
2010 春节 0213-0219 +0220 +0221
2010 清明节 0403-0405
2010 劳动节 0501-0503
2010 端午节 0614-0616 +0612 +0613
2010 中秋节 0922-0924 +0919 +0925
2010 国庆节 1001-1007 +0926 +1009
2011 元旦 0101-0103 +1231
2011 春节 0202-0208 +0130 +0212
2011 清明节 0403-0405 +0402
2011 劳动节 0430-0502
2011 端午节 0604 0606
2011 中秋节 0910-0912
2011 国庆节 1001-1007 +1008 +1009
2012 元旦 0101-0103
2012 春节 0122-0128 +0121 +0129
2012 清明节 0402-0404 +0331 +0401
2012 劳动节 0429-0501 +0428
2012 端午节 0622 0624
2012 国庆节 1001-1007 +0929
2012 中秋节 0930
2013 元旦 0101-0103 +0105 +0106
2013 春节 0209-0215 +0216 +0217
2013 清明节 0404-0406 +0407
2013 劳动节 0429-0501 +0427 +0428
2013 端午节 0610-0612 +0608 +0609
2013 中秋节 0919-0921 +0922
2013 国庆节 1001-1007 +0929 +1012
2014 元旦 0101
2014 春节 0131-0206 +0126 +0208
2014 清明节 0405-0407
2014 劳动节 0501-0503 +0504
2014 端午节 0602
2014 中秋节 0908
2014 国庆节 1001-1007 +0928 +1011
2015 元旦 0101-0103 +0104
2015 春节 0218-0224 +0215 +0228
2015 清明节 0405-0406
2015 劳动节 0501
2015 端午节 0620 0622
2015 抗战胜利纪念日 0903-0904 +0906
2015 中秋节 0927
2015 国庆节 1001-1007 +1010
2016 元旦 0101
2016 春节 0207-0213 +0206 +0214
2016 清明节 0404
2016 劳动节 0501-0502
2016 端午节 0609-0611 +0612
2016 中秋节 0915-0917 +0918
2016 国庆节 1001-1007 +1008 +1009
2017 元旦 0101-0102
2017 春节 0127-0202 +0122 +0204
2017 清明节 0402-0404 +0401
2017 劳动节 0501
2017 端午节 0528-0530 +0527
2017 国庆节 1001-1003 1005-1008 +0930
2017 中秋节 1004
2018 元旦 0101 1230-1231 +1229
2018 春节 0215-0221 +0211 +0224
2018 清明节 0405-0407 +0408
2018 劳动节 0429-0501 +0428
2018 端午节 0618
2018 中秋节 0924
2018 国庆节 1001-1007 +0929 +0930
2019 元旦 0101
2019 春节 0204-0210 +0202 +0203
2019 清明节 0405-0407
2019 劳动节 0501-0504 +0428 +0505
2019 端午节 0607-0609
2019 中秋节 0913-0915
2019 国庆节 1001-1007 +0929 +1012
2020 元旦 0101
2020 春节 0124-0202 +0119
2020 清明节 0404-0406
2020 劳动节 0501-0505 +0426 +0509
2020 端午节 0625-0627 +0628
2020 国庆节 1001-1008 +0927 +1010
2021 元旦 0101-0103
2021 春节 0211-0217 +0207 +0220
2021 清明节 0403-0405
2021 劳动节 0501-0505 +0425 +0508
2021 端午节 0612-0614
2021 中秋节 0919-0921 +0918
2021 国庆节 1001-1007 +0926 +1009
2022 元旦 0101-0103 1231
2022 春节 0131-0206 +0129 +0130
2022 清明节 0403-0405 +0402
2022 劳动节 0430-0504 +0424 +0507
2022 端午节 0603-0605
2022 中秋节 0910-0912
2022 国庆节 1001-1007 +1008 +1009
2023 元旦 0101-0102 1230-1231
2023 春节 0121-0127 +0128 +0129
2023 清明节 0405
2023 劳动节 0429-0503 +0423 +0506
2023 端午节 0622-0624 +0625
2023 中秋节 0929
2023 国庆节 0930-1006 +1007 +1008
2024 元旦 0101
2024 春节 0210-0217 +0204 +0218
2024 清明节 0404-0406 +0407
2024 劳动节 0501-0505 +0428 +0511
2024 端午节 0610
2024 中秋节 0915-0917 +0914
2024 国庆节 1001-1007 +0929 +1012
2025 元旦 0101
2025 春节 0128-0204 +0126 +0208
2025 清明节 0404-0406
2025 劳动节 0501-0505 +0427
2025 端午节 0531-0602
2025 国庆节 1001-1005 1007-1008 +0928 +1011
2025 中秋节 1006
2026 元旦 0101-0103 +0104
2026 春节 0215-0223 +0214 +0228
2026 清明节 0404-0406
2026 劳动节 0501-0505 +0509
2026 端午节 0619-0621
2026 国庆节 1001-1007 +0920 +1010
2026 中秋节 0925-0927
"""


def published(year: int) -> Mapping[date, Arranged] | None:
    """Return the days of a year that its notice names, None where no notice is known.

    What it does not name is what its weekday makes it.
    """
    found = _library(year)
    return table(year) if found is None else found


@cache
def _library(year: int) -> Mapping[date, Arranged] | None:
    days: dict[date, Arranged] = {}
    try:
        for day in _days(year):
            off, name = chinese_calendar.get_holiday_detail(day)
            if name:
                days[day] = (not off, NAMES.get(name, name))
    except NotImplementedError:  # this copy of the library does not know the year
        return None
    return days


@cache
def table(year: int) -> Mapping[date, Arranged] | None:
    """Return the same from the table above alone."""
    days: dict[date, Arranged] = {}
    for line in TABLE.splitlines():
        number, name, *told = line.split()
        if int(number) == year:
            for part in told:
                days.update(dict.fromkeys(_span(year, part), (part.startswith("+"), name)))
    return days or None


def _span(year: int, text: str) -> Iterator[date]:
    first, _, last = text.removeprefix("+").partition("-")
    day, end = _day(year, first), _day(year, last or first)
    while day <= end:
        yield day
        day += timedelta(days=1)


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=number) for number in range(date(year, 12, 31).timetuple().tm_yday))
