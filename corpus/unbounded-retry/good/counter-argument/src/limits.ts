const MAX_ATTEMPTS = 3;

export function mayTryAgain(attempt: number): boolean {
  return attempt < MAX_ATTEMPTS;
}
