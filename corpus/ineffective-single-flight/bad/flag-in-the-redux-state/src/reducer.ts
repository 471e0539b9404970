import * as types from './types';

export interface SessionState {
  isRenewing: boolean;
  failed: string;
}

interface SessionAction {
  type: string;
  error?: string;
}

const initial: SessionState = { isRenewing: false, failed: '' };

export function session(state: SessionState = initial, action: SessionAction): SessionState {
  switch (action.type) {
    case types.RENEW:
      return { ...state, isRenewing: true, failed: '' };
    case types.RENEW_DONE:
      return { ...state, isRenewing: false };
    case types.RENEW_FAILED:
      return { ...state, isRenewing: false, failed: action.error ?? '' };
    default:
      return state;
  }
}
