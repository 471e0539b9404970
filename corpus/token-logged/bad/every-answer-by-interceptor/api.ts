import axios from "axios";

class Api {
  private static instance = Api.make();

  private static make() {
    const instance = axios.create({ baseURL: "https://api.example.com" });
    instance.interceptors.response.use((response) => {
      console.log("answered", response.status, response.config.url);
      console.log("body", JSON.stringify(response.data, null, 2)); // want: token-logged
      return response;
    });
    return instance;
  }

  static get client() {
    return Api.instance;
  }
}

export const api = Api.client;
