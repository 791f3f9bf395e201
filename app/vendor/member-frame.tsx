import type { ReactNode } from "react";
import { LateNews } from "@/components/live/late-news";
import { LiveProvider } from "@/components/live/live-provider";
import { QueueBadge } from "@/components/live/queue-badge";
import { NotificationsLink } from "@/components/push/notifications-link";
import { AppShell } from "@/components/shell/app-shell";
import { ceoNavItems, vendorNavItems } from "@/components/shell/nav-items";
import { listEscalations } from "@/lib/escalations/queries";
import { listConversations } from "@/lib/messaging/queries";
import { listReceipts } from "@/lib/receipts/queries";
import type { MemberContext } from "@/lib/tenancy/context";
import { roleWords } from "@/lib/words/en/dashboard";

/** More than this is shown as "99+". */
const COUNTED = 100;

/** The frame of a member's pages: where they can go, what waits, and news as it comes. */
export async function MemberFrame({ ctx, children }: { ctx: MemberContext; children: ReactNode }) {
  const isCeo = ctx.role === "CEO";
  const [receipts, inbox, escalations] = await Promise.all([
    listReceipts(ctx, { state: "waiting", limit: COUNTED }),
    listConversations(ctx, { needsPerson: true, limit: COUNTED }),
    isCeo ? listEscalations(ctx, { state: "PENDING_CEO_APPROVAL", limit: COUNTED }) : { items: [] },
  ]);
  const badges = {
    receipts: <QueueBadge queue="receipts" initial={receipts.items.length} />,
    inbox: <QueueBadge queue="inbox" initial={inbox.items.length} />,
    escalations: <QueueBadge queue="escalations" initial={escalations.items.length} />,
  };
  return (
    <LiveProvider>
      <AppShell
        business={ctx.businessName}
        person={{ name: ctx.memberName, masked: roleWords[ctx.role] }}
        items={isCeo ? ceoNavItems(badges) : vendorNavItems(badges)}
        zone={ctx.timeZone}
        account={<NotificationsLink />}
      >
        {children}
      </AppShell>
      <LateNews
        vendorId={ctx.vendorId}
        drawnAtMs={Date.now()}
        receipts={receipts.items.map((receipt) => receipt.receipt_id)}
        conversations={inbox.items.map((conversation) => conversation.conversation_id)}
        escalations={isCeo ? escalations.items.map((one) => one.escalation_id) : null}
      />
    </LiveProvider>
  );
}
