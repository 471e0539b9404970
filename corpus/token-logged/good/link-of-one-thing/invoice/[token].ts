import { getInvoiceByToken } from "../invoice";

export default async function InvoicePage({ params }: { params: { token: string } }) {
  console.log("invoice page of", params.token); // ok: token-logged
  return getInvoiceByToken(params.token);
}
