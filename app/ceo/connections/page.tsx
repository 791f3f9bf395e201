import type { Metadata } from "next";
import { ConnectionsPage } from "@/components/connections/connections-page";
import { requireMember } from "@/lib/auth/require-member";
import { listCandidates } from "@/lib/connections/candidates";
import { hasInstagramLogin } from "@/lib/connections/meta-access";
import { listChannelDetails } from "@/lib/connections/queries";
import { isConnectResult } from "@/lib/words/en/connect-results";
import { connectionWords } from "@/lib/words/en/connections";

export const metadata: Metadata = { title: connectionWords.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Connections({ searchParams }: Props) {
  const ctx = await requireMember("ceo");
  const [channels, candidates] = await Promise.all([listChannelDetails(ctx), listCandidates(ctx)]);
  return (
    <ConnectionsPage
      channels={channels}
      candidates={candidates}
      hasInstagramLogin={hasInstagramLogin()}
      outcome={outcomeOf(await searchParams)}
    />
  );
}

/** Only codes that we know are said: anybody may write an address. */
function outcomeOf({ result, missing }: Awaited<Props["searchParams"]>) {
  if (typeof result !== "string" || !isConnectResult(result)) return undefined;
  return { result, missing: typeof missing === "string" ? missing.split(",") : [] };
}
