"""Date and timers, on the machine's virtual clock; the time zone is UTC."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, function_of, incompatible, number_of, quick
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import Unknowable, normal, to_number
from refreshlint.interleave.frames import Native, Steps, Throw, argument
from refreshlint.interleave.objects import steps_primitive
from refreshlint.interleave.values import SYMBOL_TO_PRIMITIVE, JSDate, Unknown, Value, is_abstract
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_EPOCH = datetime(1970, 1, 1)
_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(
    r"(?P<year>[+-][0-9]{6}|[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"(?:[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
_LONG = re.compile(
    r"(?:[A-Za-z]{3},? )?(?P<day>[0-9]{1,2}) (?P<month>[A-Za-z]{3}) (?P<year>[0-9]{4}) (?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2}) GMT$"
)
_LONGEST = 8.64e15


def _fields(time: int | float) -> list[int]:
    """Year, month (from 0), day, hours, minutes, seconds, milliseconds, day of the week (0: Sunday)."""
    moment = _EPOCH + timedelta(milliseconds=int(time))
    weekday = (moment.weekday() + 1) % 7
    return [moment.year, moment.month - 1, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond // 1000, weekday]


def _time(parts: list[int | float]) -> int | float:
    """Milliseconds since 1970 of year, month, day, hours, minutes, seconds, milliseconds; each may overflow its range."""
    if not all(math.isfinite(part) for part in parts):
        return math.nan
    year, month, *rest = (int(part) for part in parts)
    year, month = year + month // 12, month % 12
    if not 1 <= year <= 9999:  # years beyond are legal, and of no use here
        return math.nan
    day, hour, minute, second, milli = rest
    start = (datetime(year, month + 1, 1) - _EPOCH) // timedelta(milliseconds=1)
    return _clipped(start + (day - 1) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + milli)


def _clipped(time: int | float) -> int | float:
    if not math.isfinite(time) or abs(time) > _LONGEST:
        return math.nan
    return int(time)


def _representable(time: int | float) -> bool:
    return not math.isnan(time) and -6.2e13 < time < 2.5e14


def parse_text(text: str) -> int | float:
    """`Date.parse`: ISO dates (a time without a zone is UTC here), and the form of toUTCString."""
    found = _ISO.match(text.strip())
    if found is not None:
        month, day = int(found["month"] or 1), int(found["day"] or 1)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return math.nan
        milli = int((found["fraction"] or "0").ljust(3, "0")[:3])
        clock = [int(found[name] or 0) for name in ("hour", "minute", "second")]
        if clock[0] > 24 or clock[1] > 59 or clock[2] > 59:
            return math.nan
        time = _time([int(found["year"]), month - 1, day, *clock, milli])
        zone = found["zone"] or "Z"
        if zone != "Z":
            digits = zone[1:].replace(":", "")
            shift = (int(digits[:2]) * 60 + int(digits[2:])) * 60_000
            time -= shift if zone[0] == "+" else -shift
        return time
    long = _LONG.match(text.strip())
    if long is not None and long["month"] in _MONTHS:
        clock_parts = [int(part) for part in long["clock"].split(":")]
        return _time([int(long["year"]), _MONTHS.index(long["month"]), int(long["day"]), *clock_parts, 0])
    return math.nan


def _date(machine: Machine, this: Value, method: str) -> JSDate:
    if isinstance(this, JSDate):
        return this
    raise incompatible(machine, this, f"Date.prototype.{method}")


def _known(machine: Machine, this: Value, method: str) -> int | float:
    time = _date(machine, this, method).time
    if isinstance(time, (int, float)):
        return time
    raise Unknowable(time)


def _getter(position: int) -> Native:
    def get(machine: Machine, this: Value, args: list[Value]) -> Value:
        time = _known(machine, this, "get")
        return _fields(time)[position] if _representable(time) else math.nan

    return get


def _setter(position: int) -> Native:
    def set_(machine: Machine, this: Value, args: list[Value]) -> Value:
        date = _date(machine, this, "set")
        if any(is_abstract(value) for value in args) or not isinstance(date.time, (int, float)):
            date.time = Unknown("a date")
            return date.time
        if not _representable(date.time):
            return math.nan
        parts: list[int | float] = list(_fields(date.time)[:7])
        for offset in range(min(len(args), 7 - position)):
            parts[position + offset] = number_of(args, offset)
        date.time = _time(parts)
        return date.time

    return set_


def get_time(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _known(machine, this, "getTime")


def set_time(machine: Machine, this: Value, args: list[Value]) -> Value:
    date = _date(machine, this, "setTime")
    value = quick(argument(args, 0))
    date.time = value if is_abstract(value) else _clipped(to_number(value))
    return date.time


def _shown(how: Callable[[list[int]], str], strict: bool = False) -> Native:
    def show(machine: Machine, this: Value, args: list[Value]) -> Value:
        time = _known(machine, this, "toString")
        if not _representable(time):
            if strict:
                raise Throw(machine.new_error("RangeError", "Invalid time value"))
            return "Invalid Date"
        return how(_fields(time))

    return show


def _iso(parts: list[int]) -> str:
    year, month, day, hour, minute, second, milli, _ = parts
    return f"{year:04}-{month + 1:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"


def _utc(parts: list[int]) -> str:
    year, month, day, hour, minute, second, _, weekday = parts
    return f"{_DAYS[weekday]}, {day:02} {_MONTHS[month]} {year:04} {hour:02}:{minute:02}:{second:02} GMT"


def _day_text(parts: list[int]) -> str:
    return f"{_DAYS[parts[7]]} {_MONTHS[parts[1]]} {parts[2]:02} {parts[0]:04}"


def _clock_text(parts: list[int]) -> str:
    return f"{parts[3]:02}:{parts[4]:02}:{parts[5]:02} GMT+0000 (Coordinated Universal Time)"


def _local_day(parts: list[int]) -> str:
    return f"{parts[1] + 1}/{parts[2]}/{parts[0]}"


def _local_clock(parts: list[int]) -> str:
    return f"{parts[3] % 12 or 12}:{parts[4]:02}:{parts[5]:02} {'AM' if parts[3] < 12 else 'PM'}"


def to_json(machine: Machine, this: Value, args: list[Value]) -> Value:
    time = _known(machine, this, "toJSON")
    return _iso(_fields(time)) if _representable(time) else None


def to_primitive(machine: Machine, this: Value, args: list[Value]) -> Value:
    date = _date(machine, this, "[Symbol.toPrimitive]")
    return date.time if argument(args, 0) == "number" else _TEXT(machine, this, [])


def offset(machine: Machine, this: Value, args: list[Value]) -> Value:
    return 0


def _construct(machine: Machine, args: list[Value], new_target: Value) -> Steps:
    made = JSDate(prototype_for(machine, new_target, "Date"), machine.now)
    if len(args) == 1:
        value = args[0].time if isinstance(args[0], JSDate) else (yield from steps_primitive(machine, args[0]))
        if is_abstract(value):
            made.time = Unknown("a date")
        else:
            made.time = parse_text(value) if isinstance(value, str) else _clipped(to_number(value))
    elif args:
        made.time = Unknown("a date") if any(is_abstract(value) for value in args) else _from_parts(args)
    return made


def _from_parts(args: list[Value]) -> int | float:
    parts: list[int | float] = [number_of(args, position) for position in range(min(len(args), 7))]
    parts += [0, 0, 1, 0, 0, 0, 0][len(parts) :]
    if 0 <= parts[0] <= 99:
        parts[0] += 1900
    return _time(parts)


def _call(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _TEXT(machine, JSDate(machine.protos["Date"], machine.now), [])


def now(machine: Machine, this: Value, args: list[Value]) -> Value:
    return normal(machine.now)


def parse(machine: Machine, this: Value, args: list[Value]) -> Value:
    value = quick(argument(args, 0))
    if is_abstract(value):
        raise Unknowable(value)
    return parse_text(value) if isinstance(value, str) else math.nan


def utc(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _from_parts(args)


_TEXT = _shown(lambda parts: f"{_day_text(parts)} {_clock_text(parts)}")
_FIELDS = {"FullYear": 0, "Month": 1, "Date": 2, "Hours": 3, "Minutes": 4, "Seconds": 5, "Milliseconds": 6}

DATE = Family(
    "Date",
    methods={
        **{f"get{zone}{name}": _getter(position) for name, position in _FIELDS.items() for zone in ("", "UTC")},
        **{f"set{zone}{name}": _setter(position) for name, position in _FIELDS.items() for zone in ("", "UTC")},
        "getDay": _getter(7),
        "getUTCDay": _getter(7),
        "getTime": get_time,
        "valueOf": get_time,
        "setTime": set_time,
        "getTimezoneOffset": offset,
        "toISOString": _shown(_iso, strict=True),
        "toJSON": to_json,
        "toString": _TEXT,
        "toUTCString": _shown(_utc),
        "toDateString": _shown(_day_text),
        "toTimeString": _shown(_clock_text),
        "toLocaleString": _shown(lambda parts: f"{_local_day(parts)}, {_local_clock(parts)}"),
        "toLocaleDateString": _shown(_local_day),
        "toLocaleTimeString": _shown(_local_clock),
        SYMBOL_TO_PRIMITIVE: to_primitive,
    },
    statics={"now": now, "parse": parse, "UTC": utc},
    call=_call,
    construct=_construct,
)


# -- timers; their handles are numbers, as in browsers and React Native


def _timer(repeat: bool, shortest: int) -> Native:
    def start(machine: Machine, this: Value, args: list[Value]) -> Value:
        callback = function_of(machine, args, 0)
        delay = quick(argument(args, 1))
        wait = math.nan if delay is UNDEFINED or is_abstract(delay) else to_number(delay)
        known = wait if math.isfinite(wait) and wait <= _LONGEST_DELAY else 0
        return machine.add_timer(callback, max(int(known), shortest), args[2:], repeat)

    return start


def set_immediate(machine: Machine, this: Value, args: list[Value]) -> Value:
    return machine.add_timer(function_of(machine, args, 0), 0, args[1:], False)


def clear_timer(machine: Machine, this: Value, args: list[Value]) -> Value:
    handle = quick(argument(args, 0))
    if isinstance(handle, int):
        machine.cancel_timer(handle)
    return UNDEFINED


_LONGEST_DELAY = 2**31 - 1
TIMERS: dict[str, Native] = {
    "setTimeout": _timer(False, 1),
    "setInterval": _timer(True, 1),
    "setImmediate": set_immediate,
    "clearTimeout": clear_timer,
    "clearInterval": clear_timer,
    "clearImmediate": clear_timer,
}
