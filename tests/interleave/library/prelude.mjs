// What both sides of a comparison share: how a request is shown.
import { show } from "../prelude.mjs";

function shownBody(body) {
  if (body === undefined || body === null) return "";
  if (typeof body === "string") return ` ${body}`;
  return body instanceof URLSearchParams ? ` ${body}` : ` ${JSON.stringify(body)}`;
}

export function sent(method, url, headers, body) {
  const names = Object.keys(headers || {});
  const name = names.find((each) => each.toLowerCase() === "authorization");
  return `> ${String(method).toUpperCase()} ${url}${name ? ` (${headers[name]})` : ""}${shownBody(body)}`;
}

export function line(values) {
  return values.map((value) => (typeof value === "string" ? value : show(value))).join(" ");
}
