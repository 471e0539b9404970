// date-fns 2 to 4, as far as the check of an expiry goes. Facts: date-fns.org/docs.

const timeOf = (value) => (typeof value === 'number' ? value : new Date(value).getTime());
const adds = (size) => (date, amount) => new Date(timeOf(date) + amount * size);
const subs = (size) => (date, amount) => new Date(timeOf(date) - amount * size);
const between = (size) => (one, two) => Math.trunc((timeOf(one) - timeOf(two)) / size);

export const addMilliseconds = adds(1);
export const addSeconds = adds(1000);
export const addMinutes = adds(60000);
export const addHours = adds(3600000);
export const addDays = adds(86400000);
export const subMilliseconds = subs(1);
export const subSeconds = subs(1000);
export const subMinutes = subs(60000);
export const subHours = subs(3600000);
export const subDays = subs(86400000);
export const differenceInMilliseconds = between(1);
export const differenceInSeconds = between(1000);
export const differenceInMinutes = between(60000);
export const differenceInHours = between(3600000);
export const differenceInDays = between(86400000);

const lengthOf = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => ((days * 24 + hours) * 60 + minutes) * 60000 + seconds * 1000;
export const add = (date, amounts) => new Date(timeOf(date) + lengthOf(amounts));
export const sub = (date, amounts) => new Date(timeOf(date) - lengthOf(amounts));

export const isBefore = (one, two) => timeOf(one) < timeOf(two);
export const isAfter = (one, two) => timeOf(one) > timeOf(two);
export const isEqual = (one, two) => timeOf(one) === timeOf(two);
export const compareAsc = (one, two) => Math.sign(timeOf(one) - timeOf(two));
export const isPast = (date) => timeOf(date) < Date.now();
export const isFuture = (date) => timeOf(date) > Date.now();
export const isValid = (date) => timeOf(date) === timeOf(date);
export const isDate = (value) => value instanceof Date;
export const fromUnixTime = (seconds) => new Date(seconds * 1000);
export const getUnixTime = (date) => Math.floor(timeOf(date) / 1000);
export const getTime = timeOf;
export const toDate = (date) => new Date(timeOf(date));
export const parseISO = (text) => new Date(text);
export const formatISO = (date) => toDate(date).toISOString();
export const format = formatISO;
export const formatDistanceToNow = () => '';
export const startOfDay = toDate;
export const endOfDay = toDate;
