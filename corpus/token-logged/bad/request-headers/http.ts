import axios from "axios";
import * as Sentry from "@sentry/react-native";

export const http = axios.create({ baseURL: "https://api.example.com" });

http.interceptors.response.use(
  (response) => response,
  (error) => {
    Sentry.addBreadcrumb({ category: "http", data: { url: error.config.url, headers: error.config.headers } }); // want: token-logged "headers"
    return Promise.reject(error);
  },
);
