import type { Metadata } from "next";
import { ImportPage } from "@/components/products/import-page";
import { requireMember } from "@/lib/auth/require-member";
import { productWords } from "@/lib/words/en/products";

export const metadata: Metadata = { title: productWords.importing.title };

export default async function ProductsImportPage() {
  await requireMember("ceo");
  return <ImportPage />;
}
