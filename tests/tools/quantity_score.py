#!/usr/bin/env python3
"""Numbers, quantities, money, durations and times, measured on examples that stand outside the repository.

    quantity_score.py [--misses WHAT] [SHARED]      SHARED defaults to ../shared; exit 77 where its data is missing

Needs the program quantity_dump (built beside the tests) as $QUANTITY_DUMP or build/release/tests/quantity_dump. WHAT is one of the
names in the first column of the table; it lists what was wrong. Only development parts are read, unless a file is named:
--duckling FILE, --quantulum FILE, --gum FILE, --muc TEXTS KEYS measure other parts in the same form.

What counts as right
  duckling    Each row is a text of its own with an expected value; the reference time of its times is Tuesday 2013-02-12 04:30 at UTC-2,
              and a bare weekday or day lies ahead. The longest time, or any quantity, found in the text must have that value:
              Numeral, Ordinal   the value, and that it is an ordinal
              AmountOfMoney, Quantity   value (of a range both ends, of a bound its direction) and unit; multiples of a unit are one
                       (0.5 kg is 500 g); "Unnamed" asks for the value only
              Duration the length in seconds (a month is 30 days, a year 365)
              Time     the TIMEX3 value. Where Duckling draws an interval of its own for what TIMEX3 names, the name must be right:
                       morning TMO (0 to 12), lunch TMI, evening and night TEV or TNI, weekend WE, season SU, the end of April 2013-04
                       with mod END, "last two weeks" P2W before the reference. "Since", "until" and the like must stand beside the
                       value as its side. Days counted from now ("7 days ago") need be right to the day only, and Duckling's second of
                       now is PRESENT_REF. Days of the Jewish calendar begin at sunset: Duckling names the eve, Parley the day,
                       and either counts.
  quantulum3  each expected quantity of a sentence: value (the middle of a range), and value with unit, found once. A length of time
              said in two units ("two years and six months") is one for Parley and counts for both.
  gum         each <date> of running text: a time that overlaps it has its value to the precision of the gold; a range (from/to,
              notBefore/notAfter) by its two ends. Reference: the document's own date. Shown twice: all, and those whose words say what
              a reader without the rest of the text can know (the gold's year or day is in the words, or they point from the reference).
  muc4        the program itself ($PARLEY or build/release/parley) reads the texts, which are in capitals, in sentence case. Each group of
              two victims or more whose number and one effect (death, injury) a template gives: a figure of that page has the number; and
              counts killed or wounded, as the effect is. Numbers that a template sums up or guesses are in the gold as well.
"""
import argparse
import datetime as dt
import glob
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter

REF = dt.datetime(2013, 2, 12, 4, 30)
ZONE = -2  # hours; of REF
HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def dump(lines):
    """lines: (reference or None, letter, text) -> what quantity_dump found in each."""
    exe = os.environ.get("QUANTITY_DUMP", "build/release/tests/quantity_dump")
    text = "".join("%s\t%s\t%s\n" % (r or "-", m, re.sub(r"\s", " ", t)) for r, m, t in lines)
    out = subprocess.run([exe], input=text.encode(), stdout=subprocess.PIPE, check=True, env={"PARLEY_HOME": HOME, **os.environ}).stdout.decode()
    found = [json.loads(l) for l in out.splitlines()]
    assert len(found) == len(lines)
    return found


def near(a, b):
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


# --- what Duckling expects -----------------------------------------------------------------------------------------------------
def datetime_of(s):
    y, mo, d, h, mi, sec = (int(float(x)) for x in re.findall(r"-?[\d.]+", s))
    return y, dt.datetime(y if y > 0 else 1, mo, d, h, mi, sec)


def week(d):
    y, w, _ = d.isocalendar()
    return "%04d-W%02d" % (y, w)


def point(y, t, grain, words):
    """TIMEX3 values that say the same as a point of Duckling's, with a grain."""
    if y < 0:
        return {"BC%04d" % -y}
    day, clock = t.strftime("%Y-%m-%d"), t.strftime("T%H:%M")
    if grain == "Day":
        return {day}
    if grain == "Week":
        return {week(t)}
    if grain == "Month":
        return {t.strftime("%Y-%m")}
    if grain == "Year":
        return {t.strftime("%Y")}
    if grain == "Quarter":
        return {"%d-Q%d" % (t.year, (t.month + 2) // 3)}
    right = {day + clock}
    if t.second:
        right = {day + t.strftime("T%H:%M:%S")}
    if t == REF:
        right.add("PRESENT_REF")
    if abs(t - REF) < dt.timedelta(minutes=1):
        right.add(day + clock)  # seconds from now
    if re.search(r"\bdays?\b", words) and t.minute in (0, REF.minute) and t.hour == REF.hour:
        right.add(day)
    if t.minute == 0 and re.search(r"\bhours?\b", words):
        right |= {(t + dt.timedelta(minutes=m)).strftime("%Y-%m-%dT%H:%M") for m in (0, 30)}
    return right


def steps(a, b, grain):
    months = (b.year - a.year) * 12 + b.month - a.month
    return {"Second": (b - a).total_seconds(), "Minute": (b - a).total_seconds() / 60, "Hour": (b - a).total_seconds() / 3600,
            "Day": (b - a).days, "Week": (b - a).days / 7, "Month": months, "Quarter": months / 3, "Year": months / 12}[grain]


def floor(t, grain):
    if grain == "Week":
        return (t - dt.timedelta(days=t.weekday())).replace(hour=0, minute=0)
    names = ["Year", "Month", "Day", "Hour", "Minute", "Second"]
    at = names.index("Month" if grain == "Quarter" else grain)
    parts = [t.year, t.month, t.day, t.hour, t.minute, t.second]
    if grain == "Quarter":
        parts[1] = (t.month - 1) // 3 * 3 + 1
    return dt.datetime(*(p if i <= at else (1 if i < 3 else 0) for i, p in enumerate(parts)))


SEASONS = {(6, 21): ("SU", (9, 24)), (9, 23): ("FA", (12, 21)), (12, 21): ("WI", (3, 21)), (3, 20): ("SP", (6, 21))}


def interval(a, b, grain, words):
    """Set of (value, mod, side)."""
    right, day = set(), a.strftime("%Y-%m-%d")
    next_day = (a + dt.timedelta(days=1)).date()
    if grain == "Hour" and (a.date() == b.date() or (b.date() == next_day and b.hour == 0)):
        h = (a.hour, b.hour)
        for key, parts in {(0, 12): "MO", (3, 12): "MO", (12, 19): "AF", (12, 14): "MI", (13, 17): "AF", (18, 0): "EV NI",
                           (0, 4): "NI"}.items():
            if key == h:
                right |= {(day + "T" + p, "", "") for p in parts.split()}
        if h == (13, 17):
            right.add((day + "TMI", "", "SINCE"))
        if h == (21, 0):
            right |= {(day + "T" + p, "END", "") for p in ("EV", "NI")}
        if h == (0, 9):
            right.add((day + "TMO", "START", ""))
    if grain == "Hour" and a.weekday() == 4 and a.hour == 18 and (b - a).days in (2, 3):
        right.add((week(a) + "-WE", "", ""))
    if grain == "Day" and (a.month, a.day) in SEASONS or (a.month, a.day) == (9, 24):
        name = SEASONS.get((a.month, a.day), ("FA", 0))[0]
        if (b - a).days > 80:
            right |= {("%d-%s" % (a.year, name), "", ""), ("%d-%s" % (a.year + 1, name), "", "")} if name == "WI" \
                else {("%d-%s" % (a.year, name), "", "")}
    last = b - dt.timedelta(days=1)
    if grain == "Day":
        month = a.strftime("%Y-%m")
        first_of_next = b.day == 1
        if (a.day, b.day) == (1, 11):
            right.add((month, "START", ""))
        if (a.day, b.day) == (11, 21):
            right.add((month, "MID", ""))
        if a.day == 21 and first_of_next:
            right.add((month, "END", ""))
        if a.weekday() == 0 and (b - a).days == 3:
            right.add((week(a), "START", ""))
        if a.weekday() == 4 and (b - a).days == 3:
            right.add((week(a), "END", ""))
        if a.weekday() == 0 and (b - a).days in (6, 7):
            right.add((week(a), "", ""))
        if a == REF.replace(hour=0, minute=0) and b.weekday() == 0:
            right |= {(week(a), m, "") for m in ("", "END")}  # the rest of the week
        if a == REF.replace(hour=0, minute=0) and b.day == 1:
            right |= {(a.strftime("%Y-%m"), m, "") for m in ("", "END")}
        if a == REF.replace(hour=0, minute=0) and (b.day, b.month) == (1, 1):
            right |= {(a.strftime("%Y"), m, "") for m in ("", "END")}
        right.add((day + "/" + last.strftime("%Y-%m-%d"), "", ""))
    if grain == "Month":
        year = a.strftime("%Y")
        if (a.month, b.month) == (1, 4):
            right.add((year, "START", ""))
        if (a.month, b.month) == (9, 1):
            right.add((year, "END", ""))
        end = b - dt.timedelta(days=1)
        right.add((a.strftime("%Y-%m") + "/" + end.strftime("%Y-%m"), "", ""))
    if grain == "Year":
        right.add((a.strftime("%Y") + "/" + "%04d" % (b.year - 1), "", ""))
    if grain in ("Hour", "Minute", "Second") and (a, grain) != (REF, "Second"):
        step = dt.timedelta(**{{"Hour": "hours", "Minute": "minutes", "Second": "seconds"}[grain]: 1})
        for end in (b - step, b):
            tail = end.strftime("T%H:%M") if end.date() == a.date() else end.strftime("%Y-%m-%dT%H:%M")
            right.add((day + a.strftime("T%H:%M") + "/" + tail, "", ""))
    if grain == "Second" and a == REF:  # by, until: from now to a point
        right |= {(v, m, "UNTIL") for v in {b.strftime("%Y-%m-%dT%H:%M"), b.strftime("%Y-%m-%d")} for m in ("",)}
        whole = (b.date() - a.date()).days
        if b.time() == dt.time(0) and whole:
            right |= {("P%dD" % whole, "", "NEXT")} | ({("P%dW" % (whole // 7), "", "NEXT")} if whole % 7 == 0 else set())
        if b.day == 1 and b.hour == 0:
            right.add((last.strftime("%Y-%m"), "END", "UNTIL"))
            if b.month == 1:
                right.add((last.strftime("%Y"), "END", "UNTIL"))
    # so many units up to the reference, or from it
    letter = {"Second": "TS", "Minute": "TM", "Hour": "TH", "Day": "D", "Week": "W", "Month": "M", "Quarter": "M", "Year": "Y"}
    here = floor(REF, grain)
    n = steps(a, b, grain)
    if n == int(n) and n > 0:
        n = int(n)
        forms = {letter[grain]: n}
        if grain == "Quarter":
            forms = {"M": 3 * n}
        for form, k in forms.items():
            value = "P" + ("T" if form[0] == "T" else "") + str(k) + form[-1]
            if abs(steps(b, here, grain)) <= 1e-9 or (grain == "Second" and b == REF):
                right.add((value, "", "LAST"))
            ahead = steps(here, a, grain)
            if 0 <= ahead <= 1:
                right.add((value, "", "NEXT"))
    return right


JEWISH = re.compile('"(Yom |Simchat|Hanuk|Sukkot|Tu Bi|.*Purim|Rosh|Passover|Shavuot|Lag|Shemini|Tisha)')


def times_right(expected, words):
    """Set of (value, mod, side) that say the same, or None where the row cannot be read."""
    kind = expected.split(" ")[0]
    groups = re.findall(r"\((-?\d+(?:, *[\d.]+){5})\)", expected)
    grain = re.search(r"\)\)? *(Second|Minute|Hour|Day|Week|Month|Quarter|Year)", expected)
    if not groups or not grain:
        return None
    grain = grain.group(1)
    y, a = datetime_of(groups[0])
    eve = dt.timedelta(days=1) if JEWISH.search(expected) else None
    if kind.startswith("datetimeInterval"):
        b = datetime_of(groups[1])[1]
        right = interval(a, b, grain, words)
        return right | interval(a + eve, b, grain, words) if eve else right
    if kind.startswith("datetimeOpenInterval"):
        side = "SINCE" if "After" in expected else "UNTIL"
        right = {(v, "", side) for v in point(y, a, grain, words)}
        if side == "SINCE" and grain == "Year":
            right.add(("%04d" % (y - 1), "", "SINCE"))  # after 2014 begins with 2015
            right.add(("%04d" % y, "", "SINCE"))
        return right
    right = {(v, "", "") for v in point(y, a, grain, words)}
    return right | {(v, "", "") for v in point(y, a + eve, grain, words)} if eve else right


def local(value):
    """A clock time with its zone, brought to the reference's."""
    def one(m):
        zone = 0 if m.group(3) == "Z" else int(m.group(4)) * (-1 if m.group(3)[0] == "-" else 1) + 0.0
        if m.group(5):
            zone += int(m.group(5)) / 60 * (-1 if m.group(3)[0] == "-" else 1)
        t = dt.datetime.strptime((m.group(1) or "2000-01-02") + m.group(2), "%Y-%m-%dT%H:%M") + dt.timedelta(hours=ZONE - zone)
        return (t.strftime("%Y-%m-%d") if m.group(1) else "") + t.strftime("T%H:%M")
    if value.endswith("T24:00"):
        return (dt.date.fromisoformat(value[:10]) + dt.timedelta(days=1)).isoformat() + "T00:00"
    return re.sub(r"(\d{4}-\d\d-\d\d)?(T\d\d:\d\d)(Z|[+-](\d\d):(\d\d))", one, value)


# --- quantities ----------------------------------------------------------------------------------------------------------------
MONEY = {"Dollar": "dollars", "USD": "dollars", "Pound": "pounds", "GBP": "pounds", "INR": "rupees", "CHF": "francs",
         "LBP": "Lebanese pounds", "QAR": "riyals", "BGN": "leva", "MYR": "ringgit", "ILS": "shekels", "Rial": "rials", "MNT": "tugriks",
         "UAH": "hryvnias", "Cent": "cents", "EUR": "euros", "JPY": "yen", "KWD": "dinars", "Dinar": "dinars", "Riyal": "riyals",
         "Dirham": "dirhams", "AED": "dirhams", "JOD": "dinars", "SAR": "riyals", "EGP": "Egyptian pounds", "Yen": "yen",
         "NOK": "kroner", "SEK": "kronor", "DKK": "kroner", "AUD": "Australian dollars", "CAD": "Canadian dollars",
         "NZD": "New Zealand dollars", "SGD": "Singapore dollars", "PKR": "rupees", "BRL": "reais", "TRY": "lira", "RUB": "rubles",
         "PLN": "zlotys", "THB": "baht", "KRW": "won", "CNY": "yuan", "VND": "dong", "ZAR": "rand", "IDR": "rupiah", "HKD":
         "Hong Kong dollars", "PTS": "points", "HRK": "kunas", "CZK": "koruna", "RON": "lei", "HUF": "forints", "Rupee": "rupees",
         "MXN": "pesos", "PHP": "pesos", "BYN": "rubles", "GEL": "lari", "ISK": "kronur", "BitCoin": "bitcoins", "BTC": "bitcoins"}
UNITS = {"Gram": "grams", "Pound": "pounds", "Cup": "cups", "Ounce": "ounces", "Tablespoon": "tablespoons", "Teaspoon": "teaspoons",
         "Pint": "pints", "Quart": "quarts", "Dish": "dishes", "Bowl": "bowls", "Basket": "baskets", "Litre": "litres"}
FACTORS = {"pounds": 453.592, "grams": 1, "cups": 0.2366, "ounces": 28.3495, "litres": 1}
SECONDS = {"Second": 1, "Minute": 60, "Hour": 3600, "Day": 86400, "Week": 604800, "Month": 2592000, "Quarter": 7776000,
           "Year": 31536000}


def number(s):
    return float(s.strip(" ()"))


def same_amount(q, value, high, unit, money):
    """One found quantity against a value in a named unit."""
    if unit is None:
        return near(q["value"], value) and near(q["high"], high)
    if unit not in (q.get("unit"), q.get("base")):
        return False
    scale = 1.0
    if q["unit"] != unit:
        scale = q["factor"] / FACTORS.get(unit, 1)
    if not money and q.get("kind") == "money" and unit == "pounds":
        return near(q["value"], value)  # "a pound" alone may be either
    return near(q["value"] * scale, value) and near(q["high"] * scale, high)


def amount_right(q, expected, money):
    kind, rest = expected.split(" ", 1)
    if kind in ("between",):
        name, a, b = re.match(r"(\w+) \((.*?),(.*?)\)", rest).groups()
        value, high = number(a), number(b)
    else:
        name, a = re.match(r"(\w+) \(?(-?[\d.e]+)\)?", rest).groups()
        value = high = number(a)
    unit = None if name == "Unnamed" else (MONEY if money else UNITS).get(name, name)
    bounds = {"above": ("more_than", "at_least"), "under": ("less_than", "at_most")}.get(kind)
    if bounds and q["qualifier"] not in bounds:
        return False
    return same_amount(q, value, high, unit, money)


def duckling_right(dim, expected, words, found):
    if dim == "Time":
        right = times_right(expected, words)
        if right is None or not found["times"]:
            return False
        x = max(found["times"], key=lambda t: t["at"][1] - t["at"][0])
        return (local(x["value"]), x["mod"], x["side"]) in right
    qs = found["quantities"]
    if dim == "Numeral":
        return any(near(q["value"], number(expected.split(" ", 1)[1])) and q["number"] != "ordinal" for q in qs)
    if dim == "Ordinal":
        return any(near(q["value"], number(expected.split(" ", 1)[1])) and q["number"] == "ordinal" for q in qs)
    if dim == "Duration":
        _, n, unit = expected.split(" ")
        return any(q.get("kind") == "time" and near(q["value"] * q["factor"], number(n) * SECONDS[unit]) for q in qs)
    return any(amount_right(q, expected, dim == "AmountOfMoney") for q in qs)


class Table:
    def __init__(self, misses):
        self.n, self.right, self.order, self.misses = Counter(), Counter(), [], misses

    def count(self, name, right, what=""):
        if name not in self.n:
            self.order.append(name)
        self.n[name] += 1
        self.right[name] += bool(right)
        if not right and self.misses == name:
            print(what)

    def show(self):
        for k in self.order:
            print("%-44s%6d of %-6d%6.1f %%" % (k, self.right[k], self.n[k], 100 * self.right[k] / self.n[k]))


def duckling(path, table):
    rows = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8")][1:]
    for row, found in zip(rows, dump([(REF.strftime("%Y-%m-%dT%H:%M"), "w", r[2]) for r in rows])):
        dim, expected, text = row[:3]
        shown = [(x["value"], x["mod"], x["side"]) for x in found["times"]] if dim == "Time" else \
            [(q["value"], q["high"], q.get("unit"), q["qualifier"]) for q in found["quantities"]]
        table.count("duckling " + dim, duckling_right(dim, expected, text, found), "%s | %s | %s" % (text, expected, shown))
    return len(rows)


# --- quantulum3 ----------------------------------------------------------------------------------------------------------------
OTHER_NAMES = {"metre": "metres", "pound sterling": "pounds", "inch": "inches", "foot": "feet", "cubic centimetre": "millilitres",
               "count": None, "dimensionless": None, "degree fahrenheit": "degrees Fahrenheit", "dollar": "dollars",
               "yen": "yen", "kelvin": "kelvins", "hertz": "hertz", "japanese yen": "yen", "degree Celsius": "degrees Celsius",
               "percentage": "percent", "celsius": "degrees Celsius"}


def quantulum_unit(name):
    if name.endswith("day"):
        return name + "s"
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    if " per " in name:
        a, b = name.split(" per ", 1)
        return "%s per %s" % (quantulum_unit(a), b)
    return name[:-1] + "ies" if re.search("[^aeiou]y$", name) else name + "s"


def quantulum(path, table):
    rows = json.load(open(path, encoding="utf-8"))
    for row, found in zip(rows, dump([(None, "p", r["req"]) for r in rows])):
        left = list(found["quantities"])
        lengths = [(r["value"], SECONDS[r["unit"].capitalize()]) for r in row["res"] if r["unit"].capitalize() in SECONDS]
        whole = sum(v * s for v, s in lengths)
        for want in row["res"]:
            def middle(q):
                return (q["value"] + q["high"]) / 2
            hits = [q for q in left if near(middle(q), want["value"])]
            if len(lengths) > 1 and want["unit"].capitalize() in SECONDS and not hits:
                joined = [q for q in found["quantities"] if q.get("kind") == "time" and near(q["value"] * q["factor"], whole)]
                table.count("quantulum3 value", joined, row["req"])
                table.count("quantulum3 value and unit", joined, row["req"])
                continue
            unit = quantulum_unit(want["unit"])
            exact = [q for q in hits if (q["unit"] + " per " + q["per"][:-1] if q.get("per") else q.get("unit")) == unit]
            if hits:
                left.remove((exact or hits)[0])
            what = "%s | %s %s | %s" % (row["req"], want["value"], unit,
                                        [(q["value"], q["high"], q.get("unit")) for q in found["quantities"]])
            table.count("quantulum3 value", hits, what)
            table.count("quantulum3 value and unit", exact, what)


# --- GUM -----------------------------------------------------------------------------------------------------------------------
def gum_sentences(path):
    """(document's date, text, [(attributes, start, end)])"""
    created = None
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        m = re.search(r"^# meta::dateCreated = (\S+)", block, re.M)
        if m:
            created = m.group(1) if re.match(r"\d{4}-\d\d-\d\d$", m.group(1)) else None
        if "XML=" not in block or "<date" not in block:
            continue
        text = re.search(r"^# text = (.*)", block, re.M).group(1)
        at, open_date, dates, upto = 0, None, [], -1
        for line in block.split("\n"):
            f = line.split("\t")
            if line[:1] == "#" or len(f) < 10 or "." in f[0]:
                continue
            if "-" in f[0]:
                first, upto = (int(x) for x in f[0].split("-"))
                start = text.find(f[1], at)
                span = (start, start + len(f[1]))
                at = span[1]
                multi = span
                continue
            if int(f[0]) <= upto:
                span = multi
            else:
                start = text.find(f[1], at)
                if start < 0:
                    continue
                span = (start, start + len(f[1]))
                at = span[1]
            marks = re.findall(r"<date[^>]*>|</date>", f[9])
            if not marks and open_date:
                open_date[2] = span[1]
            for mark in marks:
                if mark.startswith("<date"):
                    open_date = [dict(re.findall(r'(\w+):::"([^"]*)"', mark)), span[0], span[1]]
                elif open_date:
                    open_date[2] = span[1]
                    dates.append(tuple(open_date))
                    open_date = None
            if open_date and marks:
                open_date[2] = span[1]
        if dates:
            yield created, text, dates


def ends(value):
    """First and last day of a TIMEX3 value, or of an ISO value of GUM; None if it has none."""
    if "/" in value:
        a, b = value.split("/", 1)
        if b.startswith("T"):
            b = a[:10] + b
        a, b = ends(a), ends(b)
        return (a[0], b[1]) if a and b else None
    value = re.sub(r"T.*", "", value)
    m = re.match(r"(\d{4})-W(\d\d)(-WE)?$", value)
    try:
        if m:
            first = dt.date.fromisocalendar(int(m.group(1)), int(m.group(2)), 6 if m.group(3) else 1)
            return first, first + dt.timedelta(days=1 if m.group(3) else 6)
        m = re.match(r"(\d{4})-Q(\d)$", value)
        if m:
            y, q = int(m.group(1)), int(m.group(2))
            return dt.date(y, 3 * q - 2, 1), dt.date(y + q // 4, 3 * q % 12 + 1, 1) - dt.timedelta(days=1)
        m = re.match(r"(\d{4})-(SP|SU|FA|WI)$", value)
        if m:
            y, b = int(m.group(1)), {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[m.group(2)]
            return dt.date(y, b, 1), dt.date(y + (b == 12), (b + 2) % 12 + 1, 28)
        if re.match(r"\d{3}X?$", value):
            return dt.date(int(value[:3]) * 10, 1, 1), dt.date(int(value[:3]) * 10 + 9, 12, 31)
        if re.match(r"\d\d(XX)?$", value):
            return dt.date(max(1, int(value[:2]) * 100), 1, 1), dt.date(int(value[:2]) * 100 + 99, 12, 31)
        m = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", value)
        if m:
            y, mo, d = (int(x) if x else None for x in m.groups())
            first = dt.date(y, mo or 1, d or 1)
            last = first if d else dt.date(y + (mo or 12) // 12, (mo or 12) % 12 + 1, 1) - dt.timedelta(days=1)
            return first, last
    except ValueError:
        pass
    return None


def length_ends(value, side, ref):
    """First and last day of "the last three years"."""
    m = re.match(r"P(\d+)([DWMY])$", value)
    if not m or not ref or side not in ("LAST", "NEXT"):
        return None
    n, day = int(m.group(1)), dt.date.fromisoformat(ref)
    if m.group(2) in "DW":
        other = day + dt.timedelta(days=n * (7 if m.group(2) == "W" else 1) * (1 if side == "NEXT" else -1))
    else:
        months = day.year * 12 + day.month - 1 + n * (12 if m.group(2) == "Y" else 1) * (1 if side == "NEXT" else -1)
        if months < 12:
            return None
        other = dt.date(months // 12, months % 12 + 1, min(day.day, 28))
    return min(day, other), max(day, other)


def gum_right(gold, x, ref):
    value = re.sub(r"T.*", "", x["value"]) if "/" not in x["value"] else x["value"]
    if "when" in gold:
        want = re.sub(r"^-(\d{4})$", r"BC\1", gold["when"])
        if "/" in value and want in value.split("/"):
            return True  # one end of a range that the gold marks apart
        if x["mod"] == "END" and ends(value) and ends(want) and ends(want) == (ends(value)[1],) * 2:
            return True
        if want.startswith("--"):
            return value.replace("XXXX", "-") == want or value[4:] == want[1:]
        return value == want or (bool(ends(want)) and ends(value) == ends(want))
    got = ends(value) or length_ends(x["value"], x["side"], ref)
    first, last = gold.get("from") or gold.get("notBefore"), gold.get("to") or gold.get("notAfter")
    if not got:
        return False
    want_first, want_last = ends(first) if first else None, ends(last) if last else None
    inside = x["mod"] and (not want_first or got[0] <= want_first[0]) and (not want_last or want_last[1] <= got[1])
    if inside:
        return True  # "the early 1980s": the gold draws the line, the value names the decade and its mod the part
    if re.search("-(SP|SU|FA|WI)$", value) and want_first and got[0] == want_first[0]:
        return True  # seasons by their first month
    slack = dt.timedelta(days=0 if ends(value) else 2 if len(first or last) > 7 else 366)
    if first and (not want_first or abs(got[0] - want_first[0]) > slack):
        return False
    if last and (not want_last or abs(got[1] - want_last[1]) > slack):
        return False
    return True


def gum(paths, table):
    rows = [s for p in paths for s in gum_sentences(p)]
    for (created, text, dates), found in zip(rows, dump([(r[0], "p", r[1]) for r in rows])):
        raw = text.encode()
        for gold, start, end in dates:
            s, e = len(text[:start].encode()), len(text[:end].encode())
            over = [x for x in found["times"] if x["at"][0] < e and s < x["at"][1]]
            right = any(gum_right(gold, x, created) for x in over)
            words = text[start:end]
            year = (gold.get("when") or gold.get("from") or gold.get("to") or gold.get("notBefore") or gold.get("notAfter") or "")[:4]
            told = year.lstrip("0") in words and year.strip("-0") != "" and ("when" in gold)
            what = "%s | %s | %s | in: %s" % (words, gold, [(x["text"], x["value"]) for x in over], text[max(0, start - 40):end + 20])
            table.count("gum dates", right, what)
            if told:
                table.count("gum dates whose words hold the year", right, what)
        del raw


# --- MUC-4 -----------------------------------------------------------------------------------------------------------------------
def muc_gold(path):
    """message -> {(number, "killed" or "wounded")}: groups of two victims or more whose number and effect the templates give."""
    gold = {}
    for block in lzma.open(path, "rt").read().split("\n\n"):
        message = re.search(r"MESSAGE: ID +(\S+)", block)
        slots = {n: re.sub(r"\s+", " ", body) for n, body in re.findall(r"^(\d+)\. +(.*(?:\n .*)*)", block, re.M)}
        if not message or "21" not in slots:
            continue
        effects = {}
        for effect, names in re.findall(r'(DEATH|INJURY)\*?: ((?:"(?:[^"\\]|\\.)*"(?: / )?)+)', slots.get("23", "")):
            for name in re.findall(r'"((?:[^"\\]|\\.)*)"', names):
                effects.setdefault(name, set()).add("killed" if effect == "DEATH" else "wounded")
        groups = gold.setdefault(message.group(1), set())
        for count, name in re.findall(r'~?(\d+): "((?:[^"\\]|\\.)*)"', slots["21"]):
            if int(count) > 1 and len(effects.get(name, ())) == 1:
                groups |= {(int(count), e) for e in effects[name]}
    return gold


def sentence_case(text):
    """Of a text in capitals; names stay small, which costs the reader some, counts little."""
    text = re.sub(r"^.*?\[TEXT\]", "", text, flags=re.S).lower()
    text = re.sub(r"\n(?!\n)\s*", " ", text)
    return re.sub(r"(^|[.!?]\"? +|\n\s*)([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)


def muc(texts, keys, table):
    parley = os.environ.get("PARLEY", "build/release/parley")
    gold = muc_gold(keys)
    parts = re.split(r"^(\S+-MUC\S+-\d+).*\n", lzma.open(texts, "rt").read(), flags=re.M)
    with tempfile.TemporaryDirectory() as d:
        for name, text in zip(parts[1::2], parts[2::2]):
            with open("%s/%s.txt" % (d, name), "w", encoding="utf-8") as f:
                f.write(sentence_case(text))
        env = {"PARLEY_HOME": HOME, **os.environ}
        subprocess.run([parley, "read", "-q", d + "/r.db", *sorted(glob.glob(d + "/*.txt"))], check=True, env=env)
        out = subprocess.run([parley, "export", d + "/r.db", "--format", "jsonl"], check=True, env=env, stdout=subprocess.PIPE).stdout
    found = {}
    for r in map(json.loads, out.decode().splitlines()):
        if r["type"] == "figure":
            found.setdefault(r["doc"][:-4], set()).add((r["value"], r["measure"]))
    for name in sorted(gold):
        for count, effect in sorted(gold[name]):
            have = found.get(name, set())
            what = "%s | %d %s | %s" % (name, count, effect, sorted(have))
            table.count("muc4 victims, number", any(near(v, count) for v, _ in have), what)
            table.count("muc4 victims, number and effect", (count, effect) in have, what)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("shared", nargs="?", default="../shared")
    ap.add_argument("--misses")
    ap.add_argument("--duckling")
    ap.add_argument("--quantulum")
    ap.add_argument("--gum", nargs="*")
    ap.add_argument("--muc", nargs=2, metavar=("TEXTS", "KEYS"))
    a = ap.parse_args()
    data = os.path.join(a.shared, "data")
    files = {"duckling": a.duckling or data + "/duckling-examples/examples-dev.tsv",
             "quantulum": a.quantulum or data + "/quantulum3-tests/quantities-dev.json"}
    gums = a.gum or [data + "/gum/gum-open-dev.conllu", data + "/gum/gum-open-train.conllu"]
    missing = [f for f in [*files.values(), *gums] if not os.path.exists(f)]
    if missing:
        print("quantity_score: not there: " + ", ".join(missing))
        sys.exit(77)
    table = Table(a.misses)
    muc_files = [data + "/muc4/texts-tst1-tst2.txt.xz", data + "/muc4/keys-tst1-tst2.txt.xz"] if not a.muc else a.muc
    duckling(files["duckling"], table)
    quantulum(files["quantulum"], table)
    gum(gums, table)
    if all(os.path.exists(f) for f in muc_files):
        muc(*muc_files, table)
    table.show()


if __name__ == "__main__":
    main()
