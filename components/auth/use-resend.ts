"use client";

import { useState } from "react";

/**
 * Sends the code again and counts how often. `send` gives what was refused, or undefined when a new code is on its way;
 * the result is passed on.
 */
export function useResend<Refused>(send: () => Promise<Refused | undefined>) {
  const [sends, setSends] = useState(0);
  const [resending, setResending] = useState(false);

  const resend = async (): Promise<Refused | undefined> => {
    setResending(true);
    const refused = await send();
    setResending(false);
    if (refused === undefined) setSends((count) => count + 1);
    return refused;
  };
  return { sends, resending, resend };
}
