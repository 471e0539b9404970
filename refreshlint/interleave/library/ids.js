// uuid, nanoid, cuid, expo-crypto's ids: another text each time. Facts: their documentation.

let count = 0;
export const v4 = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
export const v1 = v4;
export const v6 = v4;
export const v7 = v4;
export const v3 = v4;
export const v5 = v4;
export const validate = (text) => /^[0-9a-f-]{36}$/i.test(text);
export const version = () => 4;
export const NIL = '00000000-0000-0000-0000-000000000000';
export const nanoid = () => `id-${++count}`;
export const customAlphabet = () => nanoid;
export const createId = nanoid;
export default { v1, v3, v4, v5, v6, v7, validate, version, NIL };
