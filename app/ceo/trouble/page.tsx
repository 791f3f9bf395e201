import type { Metadata } from "next";
import { knownParams } from "@/app/known-params";
import { TroublePageView } from "@/components/trouble/trouble-page";
import { requireMember } from "@/lib/auth/require-member";
import { listTrouble } from "@/lib/trouble/queries";
import { troubleFilter } from "@/lib/trouble/schema";
import { troubleWords } from "@/lib/words/en/trouble";

export const metadata: Metadata = { title: troubleWords.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const SHOWN = 40;
const KNOWN = ["kind", "seen", "cursor"] as const;

export default async function TroublePage({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const params = knownParams(await searchParams, KNOWN);
  // An address that was changed by hand shows what is new rather than an error.
  const filter = troubleFilter.safeParse({ ...params, limit: SHOWN });
  const page = await listTrouble(ctx, filter.data ?? troubleFilter.parse({ limit: SHOWN }));
  return <TroublePageView page={page} params={filter.success ? params : {}} />;
}
