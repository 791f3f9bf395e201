import { BadgeCheck } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { reviewWords as words } from "@/lib/words/en/receipts";

/** The empty queue. */
export function NothingWaits({ base }: { base: "/ceo" | "/vendor" }) {
  return (
    <>
      <PageHeader title={words.title} />
      <EmptyState
        icon={<BadgeCheck />}
        title={words.empty.title}
        text={words.empty.text}
        action={<ButtonLink href={`${base}/orders`}>{words.empty.action}</ButtonLink>}
      />
    </>
  );
}
