"use client";

import { createContext, type ReactNode, useContext } from "react";

const Zone = createContext("Africa/Lagos");

/** Sets the tenant's time zone (IANA name) for every time below it. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <Zone value={zone}>{children}</Zone>;
}

/** The tenant's time zone. Lagos where nothing says otherwise. */
export function useZone(): string {
  return useContext(Zone);
}
