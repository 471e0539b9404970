export interface Call {
  path: string;
  headers: Record<string, string>;
}
export type Next = (call: Call) => Promise<Response>;
export type Middleware = (call: Call, next: Next) => Promise<Response>;

export function pipeline(last: Next, ...middleware: Middleware[]): Next {
  return middleware.reduceRight<Next>((next, layer) => (call) => layer(call, next), last);
}
