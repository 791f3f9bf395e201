"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { notify } from "@/components/ui/notify";
import type { ReceiptView } from "@/lib/receipts/schema";
import { reviewWords } from "@/lib/words/en/receipts";

const words = reviewWords.deletion;

const DeleteDialog = later(() => import("./delete-dialog").then((file) => ({ default: file.DeleteDialog })));

/** The owner's way to have a decided receipt's files deleted (P9.10). */
export function DeleteReceipt({ receipt }: { receipt: ReceiptView }) {
  const router = useRouter();
  const [isAsked, setAsked] = useState(false);
  const done = () => {
    setAsked(false);
    notify({ kind: "done", id: `deleted-${receipt.receipt_id}`, title: words.done(receipt.reference) });
    router.refresh();
  };
  return (
    <>
      <Button
        className="w-fit text-laterite-ink"
        icon={<Trash2 aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {words.open}
      </Button>
      {isAsked && <DeleteDialog receipt={receipt} onDone={done} onClose={() => setAsked(false)} />}
    </>
  );
}
