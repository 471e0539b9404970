// Claims, and errors for what is no token.
import { InvalidTokenError, jwtDecode } from "jwt-decode";

const token = ["eyJhbGciOiJIUzI1NiJ9", btoa(JSON.stringify({ sub: "1", exp: 1700000000 })).replace(/=/g, ""), "x"].join(".");
log(jwtDecode(token), jwtDecode(token, { header: true }));
for (const each of [null, undefined, 5, {}, "nothing", ""]) {
  try {
    log(jwtDecode(each));
  } catch (error) {
    log(error instanceof InvalidTokenError, error.name, error.message);
  }
}
