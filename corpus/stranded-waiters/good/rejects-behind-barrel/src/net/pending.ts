const pending: { yes: (token: string) => void; no: (reason: unknown) => void }[] = [];

export const wait = () => new Promise<string>((yes, no) => void pending.push({ yes, no }));

export function succeed(token: string) {
  pending.splice(0).forEach(({ yes }) => yes(token));
}

export function fail(reason: unknown) {
  // ok: stranded-waiters
  pending.splice(0).forEach(({ no }) => no(reason));
}
