//replies [200, 401, 200]
const axios = require("axios");
const { AxiosError, isAxiosError } = require("axios");
const again = require("axios").default;
log(typeof axios.create, again === axios, typeof AxiosError, typeof isAxiosError);
axios("https://api.test/a").then((response) => log(response.status));
axios.get("https://api.test/b").catch((error) => log(isAxiosError(error), error instanceof AxiosError));
import("axios").then((loaded) => loaded.default.get("https://api.test/c")).then((response) => log(response.status));
