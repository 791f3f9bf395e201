import { clsx } from "clsx";
import { LoaderCircle, ShieldAlert, ShieldCheck, ShieldQuestion } from "lucide-react";
import type { ReactNode } from "react";
import { uiWords } from "@/lib/words/en/ui";

export type SealState = "verified" | "broken" | "checking" | "unknown";

const LOOKS = {
  verified: ["border-palm bg-palm-wash text-palm-ink", ShieldCheck],
  broken: ["border-laterite bg-laterite-wash text-laterite-ink", ShieldAlert],
  checking: ["border-line bg-sunken text-soft", LoaderCircle],
  unknown: ["border-line bg-sunken text-soft", ShieldQuestion],
} as const;

/** Says what was verified and when; red with the first entry that does not fit. */
export function Seal(props: {
  state: SealState;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const [colours, Icon] = LOOKS[props.state];
  return (
    <div
      role="status"
      className={clsx("flex items-center gap-3 rounded-card border p-3 pr-4", colours, props.className)}
    >
      <Icon
        aria-hidden
        className={clsx("size-9 shrink-0", props.state === "checking" && "animate-spin")}
        strokeWidth={1.75}
      />
      <div className="grid min-w-0 flex-1">
        <strong className="font-semibold text-16">{props.title ?? uiWords.seal[props.state]}</strong>
        {props.children && <div className="text-14 text-soft">{props.children}</div>}
      </div>
      {props.action}
    </div>
  );
}
