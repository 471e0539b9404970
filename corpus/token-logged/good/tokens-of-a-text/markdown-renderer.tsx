type Token = { type: string; raw: string };

export function renderToken(token: Token): string {
  switch (token.type) {
    case "text":
      return token.raw;
    default:
      console.warn(`no renderer for "${token.type}", shown as it is: "${token.raw}"`); // ok: token-logged
      return token.raw;
  }
}
