import { authorised } from './authorised';

export const getLots = () => authorised('/lots', { refreshing: false });
export const getLot = (id) => authorised(`/lots/${id}`, { refreshing: false });
