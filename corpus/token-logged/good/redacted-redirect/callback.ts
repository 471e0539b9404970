export function take(url: string) {
  console.log("came back with", url.replace(/(access|refresh)_token=[^&]+/g, "$1_token=***")); // ok: token-logged
  const fragment = new URLSearchParams(url.split("#")[1]);
  return { access: fragment.get("access_token"), refresh: fragment.get("refresh_token") };
}
