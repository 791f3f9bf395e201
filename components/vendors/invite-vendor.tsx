"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { vendorWords } from "@/lib/words/en/vendors";
import { EMPTY } from "./invitation";

const load = () => import("./invite-dialog").then((file) => ({ default: file.InviteDialog }));
const InviteDialog = later(load);

/** The button that opens the invitation; what was typed outlives a closed form. */
export function InviteVendor() {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(EMPTY);
  return (
    <>
      <Button
        look="primary"
        icon={<UserPlus aria-hidden />}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => setOpen(true)}
      >
        {vendorWords.invite.button}
      </Button>
      {open && <InviteDialog typed={typed} onTyped={setTyped} onClose={() => setOpen(false)} />}
    </>
  );
}
