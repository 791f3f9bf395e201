import { equalInConstantTime } from "@/lib/crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Throws `unauthenticated` unless the request carries CRON_SECRET as its Bearer token. Without one nobody gets in. */
export function requireCronSecret(request: Request): void {
  requireSecret(request, env().CRON_SECRET);
}

/** Throws `unauthenticated` unless the request carries METRICS_TOKEN as its Bearer token. Without one everybody may look. */
export function requireMetricsToken(request: Request): void {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN) requireSecret(request, METRICS_TOKEN);
}

function requireSecret(request: Request, secret: string | undefined): void {
  const given = request.headers.get("authorization") ?? "";
  if (!secret || !equalInConstantTime(given, `Bearer ${secret}`)) {
    throw new AppError("unauthenticated", "This needs the operator's secret.");
  }
}
