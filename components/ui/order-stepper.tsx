import { clsx } from "clsx";
import { Check, X } from "lucide-react";
import { stepWords } from "@/lib/words/en/states";

const STEPS = ["ordered", "paid", "approved", "confirmed", "shipped", "delivered"] as const;
type Step = (typeof STEPS)[number];

/** How many steps are behind an order in each state. */
const DONE: Record<string, number> = {
  NEGOTIATING: 0,
  AWAITING_PAYMENT: 1,
  RECEIPT_UPLOADED: 2,
  ESCALATED: 2,
  REJECTED: 1,
  APPROVED: 3,
  CONFIRMED: 4,
  SHIPPED: 5,
  DELIVERED: 6,
};

/** Where an order is on its way. A cancelled or disputed order stops where `stoppedAfter` (steps done) says. */
export function OrderStepper({
  status,
  stoppedAfter,
  className,
}: {
  status: string;
  stoppedAfter?: number;
  className?: string;
}) {
  const done = DONE[status] ?? stoppedAfter ?? 0;
  const stopped = !(status in DONE);
  return (
    <ol aria-label={stepWords.label} className={clsx("grid gap-0 md:grid-cols-6", className)}>
      {STEPS.map((step, at) => {
        const state = at < done ? "done" : at === done && !stopped ? "now" : "later";
        return (
          <li
            key={step}
            aria-current={state === "now" ? "step" : undefined}
            className="group relative flex items-center gap-3 pb-4 last:pb-0 md:flex-col md:gap-2 md:pb-0 md:text-center"
          >
            <span
              aria-hidden
              className={clsx(
                "absolute top-6 bottom-0 left-3 w-0.5 -translate-x-1/2 group-last:hidden md:top-3 md:right-[calc(-50%+1rem)] md:bottom-auto md:left-[calc(50%+1rem)] md:h-0.5 md:w-auto md:translate-x-0",
                at < done - 1 ? "bg-palm" : "bg-line",
              )}
            />
            <Dot state={state} stopped={stopped && at === done} />
            <span className={clsx("text-14", state === "later" ? "text-faint" : "font-medium text-ink")}>
              {state === "now" ? nameNow(step, status) : stepWords[step]}
              <span className="sr-only">, {stepWords[state]}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** A step that is not done yet is named by what it waits for: nobody may read "Payment approved" before it is. */
function nameNow(step: Step, status: string): string {
  return status === "REJECTED" ? stepWords.waits.again : stepWords.waits[step];
}

function Dot({ state, stopped }: { state: "done" | "now" | "later"; stopped: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx(
        "relative grid size-6 shrink-0 place-items-center rounded-full border-2",
        state === "done" && "border-palm bg-palm text-on-palm",
        state === "now" && "border-palm bg-surface",
        state === "later" && !stopped && "border-line bg-surface",
        stopped && "border-laterite bg-laterite text-on-laterite",
      )}
    >
      {state === "done" && <Check strokeWidth={3} className="size-3.5" />}
      {state === "now" && <span className="size-2 rounded-full bg-palm" />}
      {stopped && <X strokeWidth={3} className="size-3.5" />}
    </span>
  );
}
