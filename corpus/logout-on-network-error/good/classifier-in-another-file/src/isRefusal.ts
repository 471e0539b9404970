import { isAxiosError } from 'axios';

const REFUSED = new Set([400, 401, 403]);

export function isRefusal(error: unknown): boolean {
  if (!isAxiosError(error)) return false;
  const status = error.response?.status;
  return status !== undefined && REFUSED.has(status);
}
