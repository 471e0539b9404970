import * as SecureStore from "expo-secure-store";
import { logger } from "../utils/logger";

export async function restore() {
  const accessToken = await SecureStore.getItemAsync("access_token");
  logger.debug("restored", accessToken); // want: token-logged "the access token"
  return accessToken;
}
