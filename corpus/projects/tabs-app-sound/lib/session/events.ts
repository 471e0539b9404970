type Listener = () => void;
const listeners = new Set<Listener>();

/** The token endpoint itself refused the refresh token. */
export class SessionGone extends Error {}

export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function announceSignedOut(): void {
  listeners.forEach((tell) => tell());
}
