const SECRET = /token|authorization|password/i;

function redact(value: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, SECRET.test(key) ? "***" : each]));
}

export function log(message: string, details: Record<string, unknown> = {}) {
  console.log(message, redact(details)); // ok: token-logged
}
