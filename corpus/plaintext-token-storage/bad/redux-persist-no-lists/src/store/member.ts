import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

interface Member {
  nickname: string;
  accessToken: string | null;
}

const initialState: Member = { nickname: '', accessToken: null };

const member = createSlice({
  name: 'member',
  initialState,
  reducers: {
    admitted(state, { payload }: PayloadAction<{ nickname: string; accessToken: string }>) {
      // ok: plaintext-token-storage
      state.accessToken = payload.accessToken;
      state.nickname = payload.nickname;
    },
    left: () => initialState,
  },
});

export const { admitted, left } = member.actions;
export default member.reducer;
