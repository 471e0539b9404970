import { createSlice, PayloadAction } from '@reduxjs/toolkit';

export interface SessionState {
  access: string | null;
}

const slice = createSlice({
  name: 'session',
  initialState: { access: null } as SessionState,
  reducers: {
    accessChanged: (state, { payload }: PayloadAction<string | null>) => {
      state.access = payload;
    },
  },
});

export const { accessChanged } = slice.actions;
export default slice.reducer;
