"use client";

import { CircleCheck, Mail, Smartphone } from "lucide-react";
import { CodeField } from "@/components/ui/code-field";
import { CODE_SHAPES } from "@/components/ui/code-shapes";
import { authWords } from "@/lib/words/en/auth";
import { twoCodesWords as words } from "@/lib/words/en/codes";
import { useCodeCheck } from "./use-code-check";

export type CodeAnswer =
  | { ok: true; value: boolean }
  | { ok: false; code: string; retryAfterSeconds?: number };
export type Way = "sms" | "email";

type Props = {
  way: Way;
  to: string;
  verified: boolean;
  /** Its time has run out, or its tries have. */
  over: boolean;
  autoFocus: boolean;
  check: (code: string) => Promise<CodeAnswer>;
  onVerified: (way: Way) => void;
};

const { errors } = authWords;
const TRIES = 3;

/** One of the two ways, with a code field and a life of its own. */
export function WayCard({ way, to, verified, over, autoFocus, check, onVerified }: Props) {
  const field = useCodeCheck(TRIES, check, () => onVerified(way));
  const Icon = way === "sms" ? Smartphone : Mail;
  const title = way === "sms" ? words.sms : words.email;
  return (
    <section aria-label={title} className="rounded-card border border-line bg-surface p-4">
      <div className="flex items-start gap-3">
        <span
          aria-hidden
          className={`grid size-9 shrink-0 place-items-center rounded-full ${verified ? "bg-palm-wash text-palm-ink" : "bg-sunken text-soft"}`}
        >
          {verified ? <CircleCheck className="size-5" /> : <Icon className="size-5" />}
        </span>
        <div className={`grid min-w-0 flex-1 ${verified ? "" : "pr-24"}`}>
          <h2 className="font-semibold text-16">{title}</h2>
          <p className="break-all text-14 text-faint">{way === "sms" ? spaced(to) : to}</p>
        </div>
      </div>
      <p role="status" className={verified ? "pt-2 font-medium text-14 text-palm-ink" : "sr-only"}>
        {verified ? words.verified : field.busy ? words.checking : ""}
      </p>
      {!verified && (
        <div className="-mt-8">
          <CodeField
            shape={CODE_SHAPES.ceo}
            name={`otp-${way}`}
            label={title}
            hideLabel
            value={field.code}
            onChange={field.change}
            onComplete={(typed) => field.submit(typed)}
            error={over ? errors.codeOver : field.error}
            shakes={field.wrongTries}
            disabled={over || field.dead}
            autoFocus={autoFocus}
          />
        </div>
      )}
    </section>
  );
}

/** +2348031234567 as it is read out: +234 803 123 4567. */
function spaced(phone: string): string {
  return phone.replace(/^(\+234)(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3 $4");
}
