//only machine
// Small modules of Expo and of navigation: what client code asks of them is there.
import Constants from "expo-constants";
import * as Crypto from "expo-crypto";
import { isDevice } from "expo-device";
import { router, useRouter, useSegments } from "expo-router";
import * as Linking from "expo-linking";
import * as Localization from "expo-localization";
import * as SplashScreen from "expo-splash-screen";
import { CommonActions, createNavigationContainerRef } from "@react-navigation/native";
import Toast from "react-native-toast-message";
import * as Sentry from "@sentry/react-native";
import { useTranslation } from "react-i18next";
import i18n from "i18next";
import "expo-sqlite/localStorage/install";

const navigation = createNavigationContainerRef();
async function all() {
  router.replace("/login");
  useRouter().push("/home");
  navigation.dispatch(CommonActions.reset({ index: 0, routes: [] }));
  if (navigation.isReady()) navigation.navigate("Login");
  log(useSegments(), isDevice, Constants.expoConfig.version);
  log(Crypto.randomUUID() === Crypto.randomUUID(), Crypto.getRandomBytes(4).length);
  log(Linking.createURL("x"), Localization.getLocales()[0].languageCode, await SplashScreen.preventAutoHideAsync());
  Toast.show({ type: "error", text1: "no" });
  Sentry.captureException(new Error("no"));
  log(Sentry.wrap("App"), useTranslation().t("auth.expired"), i18n.t("key"));
  localStorage.setItem("theme", "dark");
  log(localStorage.getItem("theme"));
}
all();
//> [] true 1.0.0
//> false 4
//> app://x en true
//> App auth.expired key
//> dark
