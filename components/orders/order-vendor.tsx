"use client";

import { ArrowLeftRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { later } from "@/components/ui/later";
import type { OrderView } from "@/lib/orders/schema";
import { orderWords } from "@/lib/words/en/orders";
import { nameOf, type StaffMember } from "./staff-member";

const words = orderWords.vendor;

type Props = { order: OrderView; staff: readonly StaffMember[] };

const load = () => import("./give-dialog").then((file) => ({ default: file.GiveDialog }));
const Dialog = later(load);

/** For the owner: who takes care of an order, and handing it to somebody else. Not shown where there is nobody else. */
export function OrderVendor({ order, staff }: Props) {
  const [isAsked, setAsked] = useState(false);
  const holder = staff.find((one) => one.vendor_id === order.vendor_id);
  const others = staff.filter((one) => one.status === "active" && one !== holder);
  if (staff.length < 2) return null;
  const isOver = order.status === "DELIVERED" || order.status === "CANCELLED";
  return (
    <Card title={words.title}>
      <div className="grid gap-4">
        <p className="font-medium">{holder ? nameOf(holder) : words.left}</p>
        {!isOver && others.length > 0 && (
          <Button
            icon={<ArrowLeftRight aria-hidden />}
            onPointerEnter={load}
            onFocus={load}
            onClick={() => setAsked(true)}
            block
          >
            {words.give}
          </Button>
        )}
      </div>
      {isAsked && <Dialog order={order} holder={holder} others={others} onClose={() => setAsked(false)} />}
    </Card>
  );
}
