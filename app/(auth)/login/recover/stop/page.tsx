import type { Metadata } from "next";
import { LinkAct } from "@/components/auth/link-act";
import { recoveryWords } from "@/lib/words/en/settings";

export const metadata: Metadata = { title: recoveryWords.stop.title };

export default function StopRecoveryPage() {
  return <LinkAct kind="stop" />;
}
