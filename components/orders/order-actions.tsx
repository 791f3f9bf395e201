"use client";

import { Ban, Ellipsis, Handshake, PackageCheck, ReceiptText, Truck, UserRoundCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Menu } from "@/components/ui/menu";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { CancelDialog, DeliverDialog, ShipDialog } from "./order-dialogs";

const words = orderWords.actions;

/** What can be done with an order now: the next step as a button, calling it off behind the menu. */
export function OrderActions({ order, escalationId }: { order: OrderView; escalationId?: string }) {
  const [open, setOpen] = useState<OrderView["next"][number]>();
  const close = () => setOpen(undefined);
  const waiting = order.receipts.find((receipt) => receipt.state === "waiting");
  const dialog = { order, onClose: close };
  return (
    <>
      {waiting && (
        <ButtonLink
          look="primary"
          href={`/vendor/receipts?receipt=${waiting.receipt_id}`}
          icon={<ReceiptText aria-hidden />}
        >
          {words.check}
        </ButtonLink>
      )}
      {escalationId && (
        <ButtonLink
          look="primary"
          href={`/ceo/escalations/${escalationId}`}
          icon={<UserRoundCheck aria-hidden />}
        >
          {words.decide}
        </ButtonLink>
      )}
      {(order.status === "NEGOTIATING" || order.status === "AWAITING_PAYMENT") && (
        <ButtonLink
          look={order.status === "NEGOTIATING" ? "primary" : undefined}
          href={`/vendor/negotiation/${order.order_id}`}
          icon={<Handshake aria-hidden />}
        >
          {words.agree}
        </ButtonLink>
      )}
      {order.next.includes("SHIPPED") && (
        <Button look="primary" icon={<Truck aria-hidden />} onClick={() => setOpen("SHIPPED")}>
          {words.ship}
        </Button>
      )}
      {order.next.includes("DELIVERED") && (
        <Button look="primary" icon={<PackageCheck aria-hidden />} onClick={() => setOpen("DELIVERED")}>
          {words.deliver}
        </Button>
      )}
      {order.next.includes("CANCELLED") && (
        <Menu
          className="grid size-11 place-items-center rounded-control border border-edge/60 bg-surface hover:bg-sunken"
          trigger={<Ellipsis aria-hidden className="size-5" />}
          items={[
            {
              kind: "action",
              key: "cancel",
              label: words.cancel,
              icon: <Ban aria-hidden />,
              danger: true,
              onSelect: () => setOpen("CANCELLED"),
            },
          ]}
        />
      )}
      {open === "SHIPPED" && <ShipDialog {...dialog} />}
      {open === "DELIVERED" && <DeliverDialog {...dialog} />}
      {open === "CANCELLED" && <CancelDialog {...dialog} />}
    </>
  );
}
