import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { PublicOrder } from "@/components/orders/public-order";
import { PlainPage } from "@/components/shell/plain-page";
import { AppError } from "@/lib/errors";
import { addressBucket, clientAddress } from "@/lib/http/client-address";
import { newId } from "@/lib/ids";
import { readPublicOrder } from "@/lib/orders/public-order";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { publicOrderWords } from "@/lib/words/en/public-order";

/** The address is a secret: no search engine keeps it, and links out do not carry it. */
export const metadata: Metadata = {
  title: publicOrderWords.order,
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

type Props = { params: Promise<{ token: string }> };

export default async function PublicOrderPage({ params }: Props) {
  const { token } = await params;
  const given = await headers();
  const ip = clientAddress(given);
  try {
    await takePermit("public.link", addressBucket(ip));
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") {
      return <PlainPage {...publicOrderWords.tooMany} />;
    }
    throw error;
  }
  const order = await readPublicOrder(token, { requestId: newId("request"), ip });
  if (!order) notFound();
  return (
    <PublicOrder
      order={order}
      paperHref={order.has_paper ? `/t/${token}/confirmation` : null}
      invoiceHref={order.has_invoice ? `/t/${token}/invoice` : null}
    />
  );
}
