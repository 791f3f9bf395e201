import { redirect } from "next/navigation";

export default function VendorPage() {
  redirect("/vendor/receipts");
}
