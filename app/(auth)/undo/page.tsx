import type { Metadata } from "next";
import { LinkAct } from "@/components/auth/link-act";
import { recoveryWords } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: recoveryWords.undo.title };

export default function UndoPage() {
  return <LinkAct kind="undo" />;
}
