export const settings = {
  config: {
    issuer: 'https://id.example.com',
    clientId: 'depot-scan',
    redirectUrl: 'com.example.scan:/callback',
    scopes: ['openid', 'offline_access'],
  },
  rearming: null,
};
