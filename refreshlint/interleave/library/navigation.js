// expo-router 6 and @react-navigation 7, as their documentation says: moving to a screen does nothing here. Listeners of focus are
// there for the explorer to call; screens and navigators are unknown.

import { register, unknown } from 'host';
import { useEffect } from 'react';

const nothing = () => undefined;

// -- expo-router

export const router = {
  push: nothing, replace: nothing, navigate: nothing, back: nothing, dismiss: nothing, dismissTo: nothing, dismissAll: nothing,
  setParams: nothing, prefetch: nothing, reload: nothing, canGoBack: () => true, canDismiss: () => false,
};

export const useRouter = () => router;
export const useSegments = () => [];
export const usePathname = () => '/';
export const useLocalSearchParams = () => unknown('parameters of a screen');
export const useGlobalSearchParams = useLocalSearchParams;
export const useRootNavigationState = () => ({ key: 'root', index: 0, routes: [], routeNames: [] });
export const useNavigationContainerRef = () => createNavigationContainerRef();
export const SplashScreen = { preventAutoHideAsync: async () => true, hideAsync: async () => undefined, hide: nothing };

export function Redirect() {
  return null;
}

// -- React Navigation

const action = (type) => (name, params) => ({ type, payload: { name, params } });

export const CommonActions = {
  navigate: action('NAVIGATE'), goBack: action('GO_BACK'), setParams: action('SET_PARAMS'),
  reset: (state) => ({ type: 'RESET', payload: state }),
};
export const StackActions = {
  push: action('PUSH'), pop: action('POP'), popToTop: action('POP_TO_TOP'), popTo: action('POP_TO'), replace: action('REPLACE'),
};
export const TabActions = { jumpTo: action('JUMP_TO') };
export const DrawerActions = {
  openDrawer: action('OPEN_DRAWER'), closeDrawer: action('CLOSE_DRAWER'), toggleDrawer: action('TOGGLE_DRAWER'), jumpTo: action('JUMP_TO'),
};

function listen(type, listener) {
  if (type === 'focus' || type === 'state') register('event', () => listener({ type }), listener);
  return nothing;
}

const moves = {
  navigate: nothing, reset: nothing, resetRoot: nothing, goBack: nothing, dispatch: nothing, setParams: nothing, setOptions: nothing,
  push: nothing, pop: nothing, popToTop: nothing, replace: nothing, jumpTo: nothing, openDrawer: nothing, closeDrawer: nothing,
  emit: nothing,
  isFocused: () => true, canGoBack: () => true, isReady: () => true, addListener: listen, removeListener: nothing,
  getState: () => ({ index: 0, routes: [{ key: 'home', name: 'Home' }] }),
  getRootState: () => ({ index: 0, routes: [{ key: 'home', name: 'Home' }] }),
  getCurrentRoute: () => ({ key: 'home', name: 'Home' }),
};
moves.getParent = () => moves;

export function createNavigationContainerRef() {
  return { ...moves, current: moves };
}

export const useNavigation = () => moves;
export const useRoute = () => ({ key: 'home', name: 'Home', params: unknown('parameters of a screen') });
export const useIsFocused = () => true;
export const useNavigationState = (selector) => selector(moves.getState());
export const useLinkTo = () => nothing;

// The screen loses the focus and gets it back.
export function useFocusEffect(effect) {
  useEffect(() => {
    let clean = effect();
    const leave = () => {
      if (typeof clean === 'function') clean();
    };
    register('event', () => {
      leave();
      clean = effect();
    }, effect);
    return leave;
  }, [effect]);
}

export const DefaultTheme = { dark: false, colors: {}, fonts: {} };
export const DarkTheme = { dark: true, colors: {}, fonts: {} };
