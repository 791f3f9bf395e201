import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { PlainPage } from "@/components/shell/plain-page";
import { UploadDone } from "@/components/upload/upload-done";
import { UploadPage } from "@/components/upload/upload-page";
import { AppError } from "@/lib/errors";
import { addressBucket, clientAddress } from "@/lib/http/client-address";
import { newId } from "@/lib/ids";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { readUpload } from "@/lib/receipts/read-upload";
import { uploadWords as words } from "@/lib/words/en/upload";

/** The address is a secret: no search engine keeps it, and links out do not carry it. */
export const metadata: Metadata = {
  title: words.title,
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

type Props = { params: Promise<{ token: string }> };

export default async function UploadLinkPage({ params }: Props) {
  const { token } = await params;
  const ip = clientAddress(await headers());
  try {
    await takePermit("public.link", addressBucket(ip));
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return <PlainPage {...words.tooMany} />;
    throw error;
  }
  const upload = await readUpload(token, { requestId: newId("request"), ip });
  if (!upload) notFound();
  const { state, business } = upload;
  if (state === "over") return <PlainPage {...words.over} />;
  if (state === "used") return <UploadDone business={business} />;
  if (state === "settled") {
    return <PlainPage title={words.settled.title} text={words.settled.text(business)} />;
  }
  return <UploadPage upload={upload} token={token} />;
}
