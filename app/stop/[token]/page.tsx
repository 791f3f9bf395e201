import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { StopAccount } from "@/components/money/stop-account";
import { PlainPage } from "@/components/shell/plain-page";
import { readPayoutStop } from "@/lib/bank/stop-account";
import { AppError } from "@/lib/errors";
import { addressBucket, clientAddress } from "@/lib/http/client-address";
import { newId } from "@/lib/ids";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { stopWords as words } from "@/lib/words/en/money";
import { sayClock, sayDay } from "@/lib/words/times";

/** The address is a secret: no search engine keeps it, and links out do not carry it. */
export const metadata: Metadata = {
  title: words.title,
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

type Props = { params: Promise<{ token: string }> };

/** Looking stops nothing: mail programs and telephones open links by themselves. */
export default async function StopLinkPage({ params }: Props) {
  const { token } = await params;
  const ip = clientAddress(await headers());
  try {
    await takePermit("public.link", addressBucket(ip));
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return <PlainPage {...words.tooMany} />;
    throw error;
  }
  const stop = await readPayoutStop(token, { requestId: newId("request"), ip });
  if (!stop) notFound();
  const from = new Date(stop.active_from);
  const when = `${sayDay(from, new Date(), stop.time_zone)}, ${sayClock(from, stop.time_zone)}`;
  return <StopAccount token={token} stop={stop} when={when} />;
}
