import type { Metadata } from "next";
import { headers } from "next/headers";
import { PlainPage } from "@/components/shell/plain-page";
import { TimeText } from "@/components/ui/time-text";
import { type Deletion, findDeletion } from "@/lib/connections/delete-meta-data";
import { AppError } from "@/lib/errors";
import { addressBucket, clientAddress } from "@/lib/http/client-address";
import { takePermit } from "@/lib/rate-limit/take-permit";
import { deletionWords as words } from "@/lib/words/en/connections";
import { publicOrderWords } from "@/lib/words/en/public-order";

export const metadata: Metadata = {
  title: words.title,
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

type Props = { params: Promise<{ code: string }> };

/** What became of a request to delete what Meta gave us: the address that Meta shows whoever asked. */
export default async function DeletionPage({ params }: Props) {
  const { code } = await params;
  const found = await find(code, clientAddress(await headers()));
  if (found === "too_many") return <PlainPage {...publicOrderWords.tooMany} />;
  if (found === null) return <PlainPage title={words.unknownTitle} text={words.unknownText} />;
  return (
    <PlainPage title={words.title} text={words.text}>
      <p className="text-soft">
        {words.doneOn} <TimeText at={found.receivedAt.toISOString()} say="full" />
      </p>
    </PlainPage>
  );
}

async function find(code: string, ip: string | undefined): Promise<Deletion | null | "too_many"> {
  try {
    await takePermit("public.link", addressBucket(ip));
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return "too_many";
    throw error;
  }
  return findDeletion(code);
}
