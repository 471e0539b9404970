export class Refused extends Error {}
export class Unreachable extends Error {}
