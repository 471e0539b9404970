import { freshToken } from "./session";

export function warmUp(): void {
  freshToken().catch(() => undefined); // ok: unawaited-token-write
}
