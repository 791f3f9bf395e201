"use client";

import { CirclePause, CirclePlay, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { later } from "@/components/ui/later";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ProductView } from "@/lib/catalogue/schema";
import { productWords as words } from "@/lib/words/en/products";
import type { Staff } from "./product-table";

const ProductDialog = later(() =>
  import("./product-dialog").then((file) => ({ default: file.ProductDialog })),
);

const DeleteProduct = later(() =>
  import("./delete-product").then((file) => ({ default: file.DeleteProduct })),
);

type Props = { product: ProductView; staff: readonly Staff[] };

/** What can be done with one product: change it, stop offering it with an undo, delete it after a question. */
export function ProductActions({ product, staff }: Props) {
  const offer = useOffer(product);
  const [shown, setShown] = useState<"edit" | "delete">();
  const close = () => setShown(undefined);
  return (
    <>
      <Menu
        label={words.actions(product.name)}
        trigger={<Ellipsis aria-hidden className="size-5" />}
        className="grid size-11 place-items-center rounded-control text-soft hover:bg-sunken hover:text-ink"
        items={[
          {
            kind: "action",
            key: "edit",
            label: words.edit,
            icon: <Pencil aria-hidden />,
            onSelect: () => setShown("edit"),
          },
          {
            kind: "action",
            key: "offer",
            label: product.active ? words.stop : words.offer,
            icon: product.active ? <CirclePause aria-hidden /> : <CirclePlay aria-hidden />,
            onSelect: () => void offer(!product.active),
          },
          { kind: "line", key: "line" },
          {
            kind: "action",
            key: "delete",
            label: words.remove,
            icon: <Trash2 aria-hidden />,
            danger: true,
            onSelect: () => setShown("delete"),
          },
        ]}
      />
      {shown === "edit" && <ProductDialog product={product} staff={staff} onClose={close} />}
      {shown === "delete" && <DeleteProduct product={product} onClose={close} />}
    </>
  );
}

function useOffer({ product_id, name }: ProductView) {
  const router = useRouter();
  return async function offer(active: boolean): Promise<void> {
    const id = `product-${product_id}`;
    const answer = await sendJson(`/api/products/${product_id}`, { active }, { method: "PATCH" });
    if (!answer.ok) {
      const title = answer.problem.code === "offline" ? words.offline : words.failed;
      return notify({ kind: "problem", id, title });
    }
    notify({
      kind: "done",
      id,
      title: active ? words.offered(name) : words.stopped(name),
      action: { label: words.undo, onClick: () => void offer(!active) },
    });
    router.refresh();
  };
}
