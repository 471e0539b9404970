//only machine
// SDKs that share their refresh by themselves: what they give is there, no request is the app's, and they tell of their session.
import { createClient } from "@supabase/supabase-js";
import { getAuth, onAuthStateChanged, onIdTokenChanged } from "firebase/auth";
import auth from "@react-native-firebase/auth";
import Auth0, { useAuth0 } from "react-native-auth0";
import { useAuth } from "@clerk/clerk-expo";
import { fetchAuthSession } from "aws-amplify/auth";
import { PublicClientApplication } from "@azure/msal-browser";

const supabase = createClient("https://db.test", "key", { auth: { persistSession: true } });
async function all() {
  const { data: { subscription } } = supabase.auth.onAuthStateChange((event) => log("supabase", event));
  onIdTokenChanged(getAuth(), () => log("id token"));
  const off = onAuthStateChanged(getAuth(), () => log("state"));
  const { error } = await supabase.auth.getSession();
  log(error, (await supabase.auth.signOut()).error);
  await supabase.from("notes").select("*");
  await getAuth().currentUser.getIdToken(true);
  await auth().currentUser.getIdToken();
  auth().onAuthStateChanged(() => log("native"));
  await new Auth0({ domain: "id.test", clientId: "app" }).credentialsManager.getCredentials();
  await useAuth0().getCredentials();
  await useAuth().getToken();
  await fetchAuthSession({ forceRefresh: true });
  await new PublicClientApplication({}).acquireTokenSilent({ scopes: [] });
  happen("event");
  subscription.unsubscribe();
  off();
  log("requests", happen("request").length);
}
all();
//> null null
//> supabase TOKEN_REFRESHED
//> id token
//> state
//> native
//> requests 0
