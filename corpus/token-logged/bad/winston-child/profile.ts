import winston from "winston";

const log = winston.createLogger({ level: "debug", transports: [new winston.transports.Console()] });

export async function profile(accessToken: string) {
  const headers = { Accept: "application/json", Authorization: `Bearer ${accessToken}` };
  log.debug("asking for the profile", { headers }); // want: token-logged "Authorization"
  const response = await fetch("https://api.example.com/me", { headers });
  return response.json();
}
