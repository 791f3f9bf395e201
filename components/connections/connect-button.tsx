"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { connectionWords } from "@/lib/words/en/connections";

const load = () => import("./connect-steps").then((file) => ({ default: file.ConnectSteps }));
const ConnectSteps = later(load);

type Props = {
  platform: "whatsapp" | "instagram";
  /** Whether Instagram's own login is set up beside Facebook's. */
  hasInstagramLogin: boolean;
  label?: string;
  look?: "primary" | "secondary";
};

/** Connect, or reconnect: leads to what will happen at Meta, and from there to Meta. */
export function ConnectButton({ platform, hasInstagramLogin, label, look = "primary" }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)} onPointerEnter={load}>
        {label ?? connectionWords.add[platform]}
      </Button>
      {open && (
        <ConnectSteps
          platform={platform}
          hasInstagramLogin={hasInstagramLogin}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
