// SDKs that keep and refresh a session by themselves and share that refresh, as their documentation says: @supabase/supabase-js, auth-js
// and ssr, firebase/auth and @react-native-firebase/auth, @clerk/*, react-native-auth0, @auth0/auth0-react, aws-amplify/auth,
// @azure/msal-*, convex, better-auth, pocketbase, @react-native-google-signin/google-signin. What they give is unknown; a call of
// theirs sends no token of the app's own. They tell of their session when the explorer says so.

import { later, register, unknown } from 'host';

const nothing = () => undefined;
const session = unknown('session of an SDK');
const give = (what) => () => later(() => unknown(what));
const done = async () => undefined;

// -- Supabase

const answer = (name) => () => later(() => ({ data: { session, user: session, claims: session, url: '', [name]: session }, error: null }));

const auth = {
  ...unknown('auth of an SDK'),
  getSession: answer('session'), getUser: answer('user'), getClaims: answer('claims'), refreshSession: answer('session'),
  setSession: answer('session'), signInWithPassword: answer('session'), signUp: answer('session'), signInWithOtp: answer('session'),
  signInWithOAuth: answer('url'), signInWithIdToken: answer('session'), verifyOtp: answer('session'), updateUser: answer('user'),
  exchangeCodeForSession: answer('session'), signInAnonymously: answer('session'), resetPasswordForEmail: answer('data'),
  signOut: () => later(() => ({ error: null })),
  startAutoRefresh: done, stopAutoRefresh: done, initialize: async () => ({ error: null }),
  onAuthStateChange(listener) {
    register('event', () => listener('TOKEN_REFRESHED', session), listener);
    return { data: { subscription: { id: 'subscription', unsubscribe: nothing } } };
  },
};

export const createClient = () => ({ ...unknown('a client of an SDK'), auth });
export const createBrowserClient = createClient;
export const createServerClient = createClient;
export const processLock = async (name, wait, work) => work();
export const navigatorLock = processLock;

export class GoTrueClient {
  constructor() {
    Object.assign(this, auth);
  }
}
export { GoTrueClient as AuthClient };

// -- Firebase

const user = {
  ...unknown('user of an SDK'), getIdToken: give('token of an SDK'), getIdTokenResult: give('token of an SDK'), reload: done, delete: done,
};

const watch = (...args) => {
  const listener = args.find((each) => typeof each === 'function');
  register('event', () => listener(user), listener);
  return nothing;
};

const firebaseAuth = {
  ...unknown('auth of an SDK'), currentUser: user, onAuthStateChanged: watch, onIdTokenChanged: watch, onUserChanged: watch,
  authStateReady: done, signOut: done,
};

export const getAuth = () => firebaseAuth;
export const initializeAuth = getAuth;
export const onAuthStateChanged = watch;
export const onIdTokenChanged = watch;
export const getIdToken = give('token of an SDK');
export const getIdTokenResult = give('token of an SDK');
export const signOut = done;
export const setPersistence = done;
export const getReactNativePersistence = (storage) => storage;

// -- hooks and clients of the others

const hook = () => ({
  ...unknown('session of an SDK'), isLoaded: true, isSignedIn: true, isAuthenticated: true, isLoading: false, userId: 'user',
  sessionId: 'session', getToken: give('token of an SDK'), signOut: done, error: null,
  getAccessTokenSilently: give('token of an SDK'), getCredentials: give('token of an SDK'), fetchAccessToken: give('token of an SDK'),
  authorize: give('token of an SDK'), clearSession: done, clearCredentials: done, hasValidCredentials: async () => true, logout: done,
});

export const useAuth = hook;
export const useAuth0 = hook;
export const useConvexAuth = hook;
export const useAuthActions = () => ({ signIn: give('a sign-in'), signOut: done });
export const useAuthToken = () => unknown('token of an SDK');
export const getClerkInstance = () => ({
  ...unknown('a client of an SDK'), session: { getToken: give('token of an SDK') }, addListener: () => nothing,
});

export const fetchAuthSession = give('session of an SDK');
export const getCurrentUser = give('user of an SDK');
export const createAuthClient = () => ({
  ...unknown('a client of an SDK'), getSession: give('session of an SDK'),
  useSession: () => ({ data: session, isPending: false, error: null }),
  signOut: done, getCookie: () => unknown('token of an SDK'),
});

class Client {
  constructor() {
    Object.assign(this, unknown('a client of an SDK'));
    Object.assign(this, hook());
    this.acquireTokenSilent = give('token of an SDK');
    this.credentialsManager = hook();
    this.initialize = done;
    this.authStore = { ...unknown('session of an SDK'), isValid: true, onChange: (listener) => watch(listener) };
  }
}
export { Client as PublicClientApplication, Client as Auth0, Client as PocketBase };

export const GoogleSignin = {
  configure: nothing, hasPlayServices: async () => true, signIn: give('a sign-in'), signInSilently: give('a sign-in'), signOut: done,
  revokeAccess: done, getTokens: give('token of an SDK'), getCurrentUser: () => session, hasPreviousSignIn: () => true,
  clearCachedAccessToken: done,
};

// The default: auth() of @react-native-firebase/auth, and the classes of react-native-auth0 and pocketbase.
export default function open() {
  return Object.assign(this instanceof open ? this : {}, new Client(), firebaseAuth);
}
