"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ProductView } from "@/lib/catalogue/schema";
import { productWords } from "@/lib/words/en/products";
import { uiWords } from "@/lib/words/en/ui";

const words = productWords.deletion;

/** Asks before a product goes; one that was ordered stays on its orders and is only not offered any more. */
export function DeleteProduct({ product, onClose }: { product: ProductView; onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    const path = `/api/products/${product.product_id}`;
    const answer = await sendJson<{ removed: boolean }>(path, undefined, { method: "DELETE" });
    setBusy(false);
    const isGone = !answer.ok && answer.problem.code === "not_found";
    if (!answer.ok && !isGone) {
      return setProblem(answer.problem.code === "offline" ? productWords.offline : productWords.failed);
    }
    const isRemoved = !answer.ok || answer.data.removed;
    notify({
      kind: "done",
      id: `product-${product.product_id}`,
      title: isRemoved ? words.removed(product.name) : words.kept(product.name),
    });
    onClose();
    router.refresh();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(product.name)}
      description={words.text}
      footer={
        <>
          <Button onClick={onClose}>{uiWords.cancel}</Button>
          <Button look="danger" busy={busy} onClick={remove}>
            {words.confirm}
          </Button>
        </>
      }
    >
      {problem && (
        <p role="alert" className="font-medium text-14 text-laterite-ink">
          {problem}
        </p>
      )}
    </Modal>
  );
}
