//only machine
// Checks of an expiry with three libraries.
import { addMinutes, addSeconds, differenceInSeconds, fromUnixTime, getUnixTime, isAfter, isBefore, isPast, parseISO, sub } from "date-fns";
import dayjs from "dayjs";
import moment from "moment";

const at = 1700000000000;
for (const library of [dayjs, moment]) {
  const time = library(at);
  const later = library(at).add(5, "minutes");
  log(time.unix(), later.valueOf() - at, later.isAfter(time), later.isBefore(time), later.diff(time, "second"), time.diff(later, "minute"));
  log(library.unix(1700000000).valueOf(), library(new Date(at)).toISOString(), library("2023-11-14T22:13:20.000Z").valueOf(), library(at).isSame(at));
  log(library(at).subtract(30, "s").valueOf(), later.diff(time, "h", true).toFixed(3), library().isAfter(at - 1));
}
const changed = moment(at);
changed.add(1, "d");
const same = dayjs(at);
same.add(1, "d");
log(changed.valueOf() - at, same.valueOf() - at);
log(addSeconds(at, 90).getTime() - at, addMinutes(new Date(at), 1).getTime() - at, differenceInSeconds(at + 5900, at), differenceInSeconds(at, at + 5900));
log(fromUnixTime(1700000000).getTime(), getUnixTime(at), isAfter(at, at - 1), isBefore(at, at), isPast(0), parseISO("2023-11-14T22:13:20Z").getTime(),
  sub(at, { minutes: 1, seconds: 5 }).getTime() - at);
//> 1700000000 300000 true false 300 -5
//> 1700000000000 2023-11-14T22:13:20.000Z 1700000000000 true
//> 1699999970000 0.083 true
//> 1700000000 300000 true false 300 -5
//> 1700000000000 2023-11-14T22:13:20.000Z 1700000000000 true
//> 1699999970000 0.083 true
//> 86400000 0
//> 90000 60000 5 -5
//> 1700000000000 1700000000 true false true 1700000000000 -65000
