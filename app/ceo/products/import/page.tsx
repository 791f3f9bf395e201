import type { Metadata } from "next";
import { ImportPage } from "@/components/products/import-page";
import { requireMember } from "@/lib/auth/require-member";
import { productImportWords } from "@/lib/words/en/product-import";

export const metadata: Metadata = { title: productImportWords.title };

export default async function ProductsImportPage() {
  await requireMember("ceo");
  return <ImportPage />;
}
