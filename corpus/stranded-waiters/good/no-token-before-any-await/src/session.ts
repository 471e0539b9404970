export const session = {
  get access() {
    return localStorage.getItem('sky.access');
  },

  get refresh() {
    return localStorage.getItem('sky.refresh');
  },

  keep(pair: { accessToken: string; refreshToken: string }) {
    localStorage.setItem('sky.access', pair.accessToken);
    localStorage.setItem('sky.refresh', pair.refreshToken);
  },
};
