// TypeScript, which Node 20 does not read: these run in the machine only, at the top of a module.

//# enums
enum E { A, B = 5, C, D = "d" }
const enum F { X = 1 }
log(E.A, E.B, E.D, F.X, E["B"]);
//> 0 5 d 1 5

//# parameter properties
class C {
  constructor(private readonly a: number, public b = a + 1, protected c?: string) { log(this.a, this.b); }
}
log(Object.keys(new C(1)));
//> 1 2
//> ["a", "b", "c"]

//# assertions
const o: unknown = { a: { b: 2 } };
log((o as any).a!.b, (<any>o).a.b, ({ x: 1 } satisfies object).x, (o as any)!.a.b as number);
let n!: number;
n = (o as { a: { b: number } }).a.b!;
log(n);
//> 2 2 1 2
//> 2

//# overloads and abstract classes
abstract class A {
  abstract m(): string;
  run() { return this.m(); }
}
class B extends A implements Runnable {
  m(): string;
  m(x?: number): string { return "b"; }
}
function f(x: string): string;
function f(x: number): number;
function f(x: any) { return x; }
log(new B().run(), f(3));
//> b 3

//# generics
const id = <T,>(x: T): T => x;
function f<T extends object = {}>(this: void, x: T, ...r: T[]): x is T { return r.length === 1; }
class Box<T> { constructor(private v: T) {} get<K extends keyof T>(k: K): T[K] { return this.v[k]; } }
log(id<number>(3), f({}, {}), new Map<string, number>().size, new Box<{ a: 1 }>({ a: 1 }).get<"a">("a"));
//> 3 true 0 1

//# namespaces
namespace N {
  export const x = 1;
  const hidden = 2;
  export function f() { return x + hidden; }
}
log(N.x, N.f(), (N as any).hidden);
//> 1 3 undefined

//# declarations
declare const g: string;
declare global { interface W { a: 1 } }
interface I { a: string }
type T = I | { [key: string]: T };
let u: T | undefined;
log(u, typeof Array<string>);
//> undefined function

//# optional things
interface P { cb?: (x?: number) => void }
const p: P = {};
p.cb?.(1);
class C { declare z: string; y!: number; x?: string = "x"; readonly w = 1; }
const c = new C();
log(c.x, c.w, c.y, p?.cb);
//> x 1 undefined undefined

//# decorators that keep what they decorate
function action(...a: any[]): any { return () => {}; }
@action()
class C { @action() m() { return 1; } @action({ x: 1 }) f = 2; constructor(@action() private a?: string) {} }
log(new C().m(), new C().f);
//> 1 2

//# accessors with types
class C {
  private _t: string | null = null;
  get t(): string | null { return this._t; }
  set t(v: string | null) { this._t = v ? v + "!" : v; }
  static #count: number = 0;
  async m(this: C): Promise<number> { return ++C.#count; }
}
const c = new C();
c.t = "a";
log(c.t);
c.m().then((v: number) => log(v));
//> a!
//> 1

//# typed catch
try { throw 1; } catch (e: unknown) { log(e as number); }
//> 1
