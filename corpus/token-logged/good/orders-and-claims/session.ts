import { jwtDecode } from "jwt-decode";

type Options = { userId: string; generateTokens: boolean };

export function open(args: Options) {
  console.debug("open called with", args); // ok: token-logged
  console.debug("open", { userId: args.userId, generateTokens: args.generateTokens }); // ok: token-logged
}

export function compare(idToken: string, userId: string) {
  const { sub: tokenSub } = jwtDecode<{ sub: string }>(idToken);
  if (tokenSub !== userId) console.warn("the id token is another user's", { tokenSub, userId }); // ok: token-logged
}

export function report(deviceToken: string, remoteToken: { osVersion: string; apiLevel: number }) {
  console.info("OS version", { token: remoteToken.osVersion, device: remoteToken.apiLevel }); // ok: token-logged
}
