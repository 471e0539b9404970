import { useLocalSearchParams } from "expo-router";

export async function getInvoiceByToken(token: string) {
  console.log("[invoices] getInvoiceByToken:", token); // ok: token-logged
  const answer = await fetch(`https://api.example.com/invoices/${token}`);
  return answer.json();
}

export function InvoiceScreen() {
  const { token } = useLocalSearchParams<{ token: string }>();
  console.log("invoice screen opened with token", token); // ok: token-logged
  return token;
}

export function PaidScreen({ route }: { route: { params: { token: string } } }) {
  console.log("invoice paid", route.params.token); // ok: token-logged
  return null;
}
