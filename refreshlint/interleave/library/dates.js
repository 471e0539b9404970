// dayjs 1 and moment 2, as far as the check of an expiry goes. Facts: day.js.org/docs and momentjs.com/docs.
import { known } from 'host';
import { isObject } from './shared.js';

const SIZES = {
  millisecond: 1,
  ms: 1,
  second: 1000,
  s: 1000,
  minute: 60000,
  m: 60000,
  hour: 3600000,
  h: 3600000,
  day: 86400000,
  d: 86400000,
  D: 86400000,
  week: 604800000,
  w: 604800000,
  month: 2592000000,
  M: 2592000000,
  year: 31536000000,
  y: 31536000000,
};
const sizeOf = (unit = 'ms') => SIZES[unit] || SIZES[unit.toLowerCase().replace(/s$/, '')] || 1;

class Moment {
  constructor(time) {
    this.time = time;
  }

  // moment changes itself where dayjs gives a new one.
  moved(time) {
    return new this.constructor(time);
  }

  add(amount, unit) {
    return this.moved(this.time + (isObject(amount) ? amount.asMilliseconds() : amount * sizeOf(unit)));
  }

  subtract(amount, unit) {
    return this.moved(this.time - (isObject(amount) ? amount.asMilliseconds() : amount * sizeOf(unit)));
  }

  diff(other, unit, exact) {
    const parts = (this.time - timeOf(other)) / sizeOf(unit);
    return exact ? parts : Math.trunc(parts);
  }

  isBefore(other) {
    return this.time < timeOf(other);
  }

  isAfter(other) {
    return this.time > timeOf(other);
  }

  isSame(other) {
    return this.time === timeOf(other);
  }

  isSameOrBefore(other) {
    return this.time <= timeOf(other);
  }

  isSameOrAfter(other) {
    return this.time >= timeOf(other);
  }

  isBetween(one, two) {
    return this.time > timeOf(one) && this.time < timeOf(two);
  }

  isValid() {
    return this.time === this.time;
  }

  unix() {
    return Math.floor(this.time / 1000);
  }

  valueOf() {
    return this.time;
  }

  toDate() {
    return new Date(this.time);
  }

  toISOString() {
    return this.toDate().toISOString();
  }

  toJSON() {
    return this.toISOString();
  }

  format() {
    return this.toISOString();
  }

  clone() {
    return new this.constructor(this.time);
  }

  utc() {
    return this;
  }

  local() {
    return this;
  }

  tz() {
    return this;
  }

  locale() {
    return this;
  }

  startOf() {
    return this;
  }

  endOf() {
    return this;
  }

  fromNow() {
    return '';
  }
}

class Mutable extends Moment {
  moved(time) {
    this.time = time;
    return this;
  }
}

function timeOf(value) {
  if (!known(value)) return Number(value);
  if (value === undefined) return Date.now();
  if (isObject(value) && value instanceof Moment) return value.time;
  return typeof value === 'number' ? value : new Date(value).getTime();
}

const duration = (amount, unit) => {
  const time = amount * sizeOf(unit);
  return {
    asMilliseconds: () => time,
    asSeconds: () => time / 1000,
    asMinutes: () => time / 60000,
    asHours: () => time / 3600000,
    asDays: () => time / 86400000,
  };
};

const library = (kind) =>
  Object.assign((value) => new kind(timeOf(value)), {
    unix: (seconds) => new kind(seconds * 1000),
    utc: (value) => new kind(timeOf(value)),
    tz: (value) => new kind(timeOf(value)),
    now: () => Date.now(),
    duration,
    extend() {},
    locale() {},
    isDayjs: (value) => isObject(value) && value instanceof Moment,
    isMoment: (value) => isObject(value) && value instanceof Moment,
  });

export const moment = library(Mutable);
export default library(Moment);
