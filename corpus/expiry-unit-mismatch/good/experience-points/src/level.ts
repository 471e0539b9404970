export interface Hero {
  exp: number;
  restedUntil: number;
}

export const gained = (hero: Hero, before: Hero) => hero.exp - before.exp;
export const isRested = (hero: Hero) => hero.restedUntil > Date.now(); // ok: expiry-unit-mismatch
