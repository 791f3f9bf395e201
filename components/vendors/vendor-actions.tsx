"use client";

import { CirclePause, CirclePlay, Ellipsis, UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { later } from "@/components/ui/later";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { VendorView } from "@/lib/members/schema";
import { vendorWords as words } from "@/lib/words/en/vendors";

const RemoveVendor = later(() => import("./remove-vendor").then((file) => ({ default: file.RemoveVendor })));

type Props = { vendor: VendorView; active: readonly VendorView[] };

/** What can be done with one member of staff: suspend and restore with an undo, remove with a question and a code. */
export function VendorActions({ vendor, active }: Props) {
  const change = useStatusChange(vendor);
  const [removing, setRemoving] = useState(false);
  const isActive = vendor.status === "active";
  return (
    <>
      <Menu
        label={words.actions(vendor.name)}
        trigger={<Ellipsis aria-hidden className="size-5" />}
        className="grid size-11 place-items-center rounded-control text-soft hover:bg-sunken hover:text-ink"
        items={[
          {
            kind: "action",
            key: "status",
            label: isActive ? words.suspend : words.restore,
            icon: isActive ? <CirclePause aria-hidden /> : <CirclePlay aria-hidden />,
            onSelect: () => void change(isActive ? "suspended" : "active"),
          },
          { kind: "line", key: "line" },
          {
            kind: "action",
            key: "remove",
            label: words.remove,
            icon: <UserMinus aria-hidden />,
            danger: true,
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      {removing && <RemoveVendor vendor={vendor} active={active} onClose={() => setRemoving(false)} />}
    </>
  );
}

type Status = "active" | "suspended";

function useStatusChange({ vendor_id, name }: VendorView) {
  const router = useRouter();
  return async function change(status: Status): Promise<void> {
    const answer = await sendJson(`/api/ceo/vendors/${vendor_id}`, { status }, { method: "PATCH" });
    if (!answer.ok) {
      const title =
        answer.problem.code === "offline" ? words.offline : (answer.problem.detail ?? words.failed);
      return notify({ kind: "problem", id: `vendor-${vendor_id}`, title });
    }
    const isSuspended = status === "suspended";
    notify({
      kind: "done",
      id: `vendor-${vendor_id}`,
      title: isSuspended ? words.suspended(name) : words.restored(name),
      text: isSuspended ? words.suspendedText : undefined,
      action: { label: words.undo, onClick: () => void change(isSuspended ? "active" : "suspended") },
    });
    router.refresh();
  };
}
