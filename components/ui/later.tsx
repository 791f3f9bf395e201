"use client";

import { type ReactNode, useEffect, useState } from "react";
import { uiWords } from "@/lib/words/en/ui";
import { notify } from "./notify";

type Part<Props> = (props: Props) => ReactNode;
type File = { default: Part<never> };
type PropsOf<Loaded extends File> =
  Loaded["default"] extends Part<infer Props extends object> ? Props : object;

/**
 * A part whose code is fetched when it is first shown, with `fallback` in its place until then. Unlike React's own `lazy`
 * it never takes the page down when the code cannot be fetched (P17.3): that is said, and once the network is back the part
 * is there.
 */
export function later<Loaded extends File>(
  load: () => Promise<Loaded>,
): Part<PropsOf<Loaded> & { fallback?: ReactNode }> {
  let fetched: Part<PropsOf<Loaded>> | undefined;
  return function Later(props) {
    const [Shown, setShown] = useState(() => fetched);
    useEffect(() => {
      if (Shown) return;
      let isGone = false;
      const fetchPart = async () => {
        try {
          fetched = (await load()).default as Part<PropsOf<Loaded>>;
          if (!isGone) setShown(() => fetched);
        } catch {
          if (!isGone) sayMissing();
        }
      };
      void fetchPart();
      window.addEventListener("online", fetchPart);
      return () => {
        isGone = true;
        window.removeEventListener("online", fetchPart);
      };
    }, [Shown]);
    return Shown ? <Shown {...props} /> : (props.fallback ?? null);
  };
}

function sayMissing(): void {
  const untilOnline = !navigator.onLine;
  const title = untilOnline ? uiWords.offline.later : uiWords.error.title;
  notify({ kind: "problem", id: "offline", title, untilOnline });
}
