//only machine
// More SDKs: what is asked of their clients is there, whatever its name.
import PocketBase from "pocketbase";
import auth from "@react-native-firebase/auth";
import messaging from "@react-native-firebase/messaging";
import { createAuthClient } from "better-auth/react";
import { useConvexAuth } from "convex/react";
async function all() {
  const pb = new PocketBase("https://x");
  await pb.collection("users").authRefresh();
  pb.authStore.onChange(() => log("change"));
  await auth().signInWithCredential({});
  await createAuthClient({}).signIn.email({});
  useConvexAuth().isAuthenticated;
  messaging().onTokenRefresh(() => log("push token"));
  happen("event");
  log("end");
}
all().catch((e) => log(e.message));
//> change
//> push token
//> end
