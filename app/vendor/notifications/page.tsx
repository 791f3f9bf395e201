import type { Metadata } from "next";
import { PhoneCard } from "@/components/push/phone-card";
import { WishesCard } from "@/components/push/wishes-card";
import { PageHeader } from "@/components/ui/card";
import { requireMember } from "@/lib/auth/require-member";
import { readPushSettings } from "@/lib/push/settings";
import { pushWords } from "@/lib/words/en/push";

export const metadata: Metadata = { title: pushWords.title };

const VENDOR_KINDS = ["receipt", "offer", "person", "dispute"] as const;
const CEO_KINDS = ["escalation", ...VENDOR_KINDS] as const;

export default async function NotificationsPage() {
  const ctx = await requireMember("vendor");
  const settings = await readPushSettings(ctx);
  return (
    <>
      <PageHeader title={pushWords.title} text={pushWords.text} />
      <div className="grid max-w-2xl gap-5">
        <PhoneCard settings={settings} />
        {settings.available && (
          <WishesCard settings={settings} offered={ctx.role === "CEO" ? CEO_KINDS : VENDOR_KINDS} />
        )}
      </div>
    </>
  );
}
