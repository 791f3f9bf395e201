"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Asks for the same address again. */
export function ReloadButton({ children }: { children: ReactNode }) {
  return (
    <Button look="primary" onClick={() => window.location.reload()}>
      {children}
    </Button>
  );
}
