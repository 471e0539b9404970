// Graphs of modules that Node and the machine evaluate alike: a name after //#, then each module after //@ with its path.

//# live bindings
//@ main.mjs
import { count, bump } from "./counter.mjs";
import * as counter from "./counter.mjs";
log(count);
bump();
log(count, counter.count);
try { counter.count = 5; } catch (e) { log(e.name); }
log(Object.keys(counter).join());
//@ counter.mjs
export let count = 1;
export function bump() { count += 1; }

//# cycle
//@ main.mjs
import { a, seeB } from './a.mjs';
log('main', a, seeB());
//@ a.mjs
import { b, seeA } from './b.mjs';
export function early() { return 'hoisted'; } export const a = 'A';
export const seeB = () => b;
log('a', b, seeA());
//@ b.mjs
import { a, early } from './a.mjs';
export const b = 'B';
export const seeA = () => a;
try { log(a); } catch (e) { log(e.name, early()); }

//# barrels
//@ main.mjs
import def, { x, renamed, ns, deep } from './barrel.mjs';
import * as all from './barrel.mjs';
log(def, x, renamed, ns.y, deep, Object.keys(all).join());
//@ barrel.mjs
export { x as default } from './one.mjs';
export * from './one.mjs';
export { y as renamed } from './two.mjs';
export * as ns from './two.mjs';
export * from './inner/barrel.mjs';
//@ one.mjs
export const x = 'x';
export default 'not passed on';
//@ two.mjs
export const y = 'y';
//@ inner/barrel.mjs
export * from '../one.mjs';
export * from '../deep.mjs';
//@ deep.mjs
import { x } from './one.mjs';
const deep = x + '!';
export { deep };

//# order of evaluation
//@ main.mjs
import './first.mjs';
import { s } from './second.mjs';
import './first.mjs';
log('main', s);
//@ first.mjs
import './shared.mjs';
log('first');
//@ second.mjs
log('second');
export { s } from './shared.mjs';
//@ shared.mjs
log('shared');
export const s = 's';

//# imports passed on
//@ main.mjs
import { api, Client } from './index.mjs';
log(api instanceof Client, api.name());
//@ index.mjs
import api from './api.mjs';
import { Client } from './client.mjs';
export { api, Client };
//@ api.mjs
import { Client } from './client.mjs';
const api = new Client();
export default api;
//@ client.mjs
export class Client { name() { return 'client'; } }

//# default exports
//@ main.mjs
import f from './f.mjs';
import C from './c.mjs';
import o, { other } from './o.mjs';
log(f.name, f(), C.name, new C().x, o.a, other, (await import('./f.mjs')).default === f);
//@ f.mjs
export default function () { return 'from default'; }
//@ c.mjs
export default class { x = 1; }
//@ o.mjs
export const other = 'o';
export default { a: other };

//# dynamic import
//@ main.mjs
log('before');
import('./lazy.mjs').then((m) => { log(m.v, m.default()); return import('./lazy.mjs'); }).then((m) => { log(m.v); return import('./broken.mjs'); }).catch((e) => log(e.message));
log('after');
//@ lazy.mjs
log('lazy runs');
export const v = 1;
export default () => 'called';
//@ broken.mjs
throw new Error('broken');
