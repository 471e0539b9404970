// A plugin of dayjs: what it adds is in dates.js.
export default function plugin() {}
