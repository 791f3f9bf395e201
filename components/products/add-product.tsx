"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { productWords as words } from "@/lib/words/en/products";
import type { Staff } from "./product-table";

const load = () => import("./product-dialog").then((file) => ({ default: file.ProductDialog }));
const ProductDialog = later(load);

/** The button that opens the form of a new product; the form is fetched when it is wanted. */
export function AddProduct({ staff }: { staff: readonly Staff[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="primary"
        icon={<Plus aria-hidden />}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {words.add}
      </Button>
      {open && <ProductDialog staff={staff} onClose={() => setOpen(false)} />}
    </>
  );
}
