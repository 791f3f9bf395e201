import { createHash } from "node:crypto";
import { rawSql } from "@/db/client";
import { AppError } from "@/lib/errors";

/** Waits between sendings of a code that nobody answered: after the first, the second, and from the third on. */
const SEND_GAPS_SECONDS = [60, 120, 300] as const;

const FORGOTTEN_AFTER_SECONDS = 3600;

/**
 * Takes a place in a row of sendings that must keep a growing distance, in one guarded statement by the database's
 * clock. Throws `rate_limited` with the seconds left, `unavailable` when the counter cannot be reached (OT-17).
 */
export async function takeGap(subject: string): Promise<void> {
  const [first, second, third] = SEND_GAPS_SECONDS;
  const key = keyOf(subject);
  const taken = await rawSql()`
    insert into rate_limits as r (key, window_start, window_seconds, used) values (${key}, now(), ${first}, 1)
    on conflict (key) do update set
      window_start = now(),
      used = case when r.window_start < now() - make_interval(secs => ${FORGOTTEN_AFTER_SECONDS}) then 1
        else least(r.used + 1, 1000) end,
      window_seconds = case when r.window_start < now() - make_interval(secs => ${FORGOTTEN_AFTER_SECONDS}) then ${first}
        when r.used = 1 then ${second}::int else ${third}::int end
    where r.window_start + make_interval(secs => r.window_seconds) <= now()
    returning 1`.catch(unreachable);
  if (taken.length > 0) return;
  const [row] = await rawSql()<{ wait: number }[]>`
    select ceil(extract(epoch from window_start + make_interval(secs => window_seconds) - now()))::int as wait
    from rate_limits where key = ${key}`.catch(unreachable);
  const waitSeconds = Math.max(1, row?.wait ?? 1);
  throw new AppError(
    "rate_limited",
    `A code was just sent. Please wait ${waitSeconds} seconds for the next one.`,
    {
      retryAfterSeconds: waitSeconds,
    },
  );
}

/** Forgets the row of sendings, when one of its codes was answered. */
export async function clearGap(subject: string): Promise<void> {
  await rawSql()`delete from rate_limits where key = ${keyOf(subject)}`;
}

function keyOf(subject: string): string {
  return `otp.send.gap:${createHash("sha256").update(subject).digest("base64url").slice(0, 32)}`;
}

function unreachable(): never {
  throw new AppError("unavailable", "We cannot check this right now. Please try again in a moment.");
}
