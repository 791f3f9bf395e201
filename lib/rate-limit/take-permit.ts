import { createHash } from "node:crypto";
import { rawSql } from "@/db/client";
import { AppError } from "@/lib/errors";
import { describeError, log } from "@/lib/log";

export type Limit = { permits: number; windowSeconds: number };

/** What is limited, and what happens when the counter itself cannot be reached (OT-17). */
export const LIMITS = {
  "api.client": { permits: 100, windowSeconds: 60, failOpen: true },
  "webhook.handshake": { permits: 30, windowSeconds: 60, failOpen: true },
  "auth.register.ip": { permits: 20, windowSeconds: 3600, failOpen: false },
  "auth.login.ip": { permits: 60, windowSeconds: 3600, failOpen: false },
  "auth.verify.ip": { permits: 60, windowSeconds: 600, failOpen: false },
  "auth.taken.ip": { permits: 10, windowSeconds: 3600, failOpen: false },
  "auth.passkey.ip": { permits: 60, windowSeconds: 600, failOpen: false },
  "auth.recovery.ip": { permits: 20, windowSeconds: 3600, failOpen: false },
  "auth.undo.ip": { permits: 30, windowSeconds: 3600, failOpen: false },
  "otp.send.identity.short": { permits: 3, windowSeconds: 900, failOpen: false },
  "otp.send.identity.hour": { permits: 6, windowSeconds: 3600, failOpen: false },
  "otp.send.identity.day": { permits: 10, windowSeconds: 86_400, failOpen: false },
  "otp.send.step-up.day": { permits: 30, windowSeconds: 86_400, failOpen: false },
  "otp.send.prefix.hour": { permits: 10, windowSeconds: 3600, failOpen: false },
  "otp.sms.unproven.day": { permits: 2000, windowSeconds: 86_400, failOpen: false },
  "otp.sms.tenant.day": { permits: 200, windowSeconds: 86_400, failOpen: false },
  "otp.sms.buyer.day": { permits: 3, windowSeconds: 86_400, failOpen: false },
  "vendor.invite.day": { permits: 30, windowSeconds: 86_400, failOpen: false },
  "upload.address": { permits: 120, windowSeconds: 600, failOpen: false },
  "upload.link": { permits: 10, windowSeconds: 900, failOpen: false },
  "public.link": { permits: 60, windowSeconds: 60, failOpen: true },
} as const satisfies Record<string, Limit & { failOpen: boolean }>;

export type LimitName = keyof typeof LIMITS;

/**
 * Takes one permit of `name` for `subject` in one atomic statement by the database's clock. Throws `rate_limited`
 * with the seconds to wait, or `unavailable` where the counter cannot be reached and the limit fails closed.
 */
export async function takePermit(name: LimitName, subject: string): Promise<void> {
  const limit = LIMITS[name];
  const taken = await count(name, subject, limit).catch((error: unknown) => {
    if (limit.failOpen) return { used: 0, waitSeconds: 0 };
    log.error({ limit: name, error: describeError(error) }, "limit cannot be counted");
    throw new AppError("unavailable", "We cannot check this right now. Please try again in a moment.", {
      retryAfterSeconds: 5,
    });
  });
  if (taken.used > limit.permits) {
    throw new AppError("rate_limited", `Too many tries. Please wait ${waitInWords(taken.waitSeconds)}.`, {
      retryAfterSeconds: taken.waitSeconds,
    });
  }
}

/** Gives a permit back, for instance when a code was answered correctly (contract: it frees its place). */
export async function returnPermit(name: LimitName, subject: string): Promise<void> {
  await rawSql()`update rate_limits set used = greatest(used - 1, 0) where key = ${keyOf(name, subject)}`;
}

async function count(
  name: LimitName,
  subject: string,
  limit: Limit,
): Promise<{ used: number; waitSeconds: number }> {
  const [row] = await rawSql()<{ used: number; wait: number }[]>`
    insert into rate_limits as r (key, window_start, window_seconds, used)
    values (${keyOf(name, subject)}, now(), ${limit.windowSeconds}, 1)
    on conflict (key) do update set
      used = case when r.window_start + make_interval(secs => r.window_seconds) <= now() then 1
        else least(r.used + 1, 1000000) end,
      window_start = case when r.window_start + make_interval(secs => r.window_seconds) <= now() then now()
        else r.window_start end
    returning used, ceil(extract(epoch from window_start + make_interval(secs => window_seconds) - now()))::int as wait`;
  return { used: row?.used ?? 0, waitSeconds: Math.max(1, row?.wait ?? limit.windowSeconds) };
}

function keyOf(name: LimitName, subject: string): string {
  return `${name}:${createHash("sha256").update(subject).digest("base64url").slice(0, 32)}`;
}

function waitInWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
