"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import type { DeliveryView } from "@/lib/catalogue/schema";
import { productWords } from "@/lib/words/en/products";

const load = () => import("./delivery-dialog").then((file) => ({ default: file.DeliveryDialog }));
const DeliveryDialog = later(load);

/** The button that opens the form of fee and days; the form is fetched when it is wanted. */
export function ChangeDelivery({ delivery }: { delivery: DeliveryView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        look="quiet"
        icon={<Pencil aria-hidden />}
        aria-label={productWords.delivery.change}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {productWords.edit}
      </Button>
      {open && <DeliveryDialog delivery={delivery} onClose={() => setOpen(false)} />}
    </>
  );
}
