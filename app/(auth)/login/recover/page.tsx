import type { Metadata } from "next";
import { RecoverForm } from "@/components/auth/recover-form";
import { recoveryWords } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: recoveryWords.title };

export default function RecoverPage() {
  return <RecoverForm />;
}
