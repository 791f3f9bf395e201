"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { connectionWords } from "@/lib/words/en/connections";

const load = () => import("./connect-steps").then((file) => ({ default: file.ConnectSteps }));
const ConnectSteps = lazy(load);

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
        <Suspense fallback={null}>
          <ConnectSteps
            platform={platform}
            hasInstagramLogin={hasInstagramLogin}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
