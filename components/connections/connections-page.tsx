import { Cable } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Card, PageHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { CandidateView } from "@/lib/channels/schema";
import type { ChannelDetail } from "@/lib/connections/schema";
import type { ConnectResult } from "@/lib/words/en/connect-results";
import { connectionWords as words } from "@/lib/words/en/connections";
import { CandidatePicker } from "./candidate-picker";
import { ChannelCard } from "./channel-card";
import { ConnectButton } from "./connect-button";
import { ConnectOutcome } from "./connect-result";

type Props = {
  channels: ChannelDetail[];
  candidates: CandidateView[];
  hasInstagramLogin: boolean;
  outcome?: { result: ConnectResult; missing: readonly string[] };
};

/** Every channel with its health, what waits to be picked after Meta's page, and the ways to connect another (P4). */
export function ConnectionsPage({ channels, candidates, hasInstagramLogin, outcome }: Props) {
  const selections = [...new Set(candidates.map((one) => one.selection_id))];
  const buttons = (
    <div className="grid gap-2">
      <ConnectButton platform="whatsapp" hasInstagramLogin={hasInstagramLogin} />
      <ConnectButton platform="instagram" hasInstagramLogin={hasInstagramLogin} look="secondary" />
    </div>
  );
  return (
    <>
      <LiveRefresh topics={["channel"]} />
      <PageHeader title={words.title} text={words.text} />
      <ConnectOutcome outcome={outcome} />
      {selections.map((id) => (
        <CandidatePicker key={id} candidates={candidates.filter((one) => one.selection_id === id)} />
      ))}
      {channels.length === 0 ? (
        <Card>
          <EmptyState icon={<Cable />} title={words.empty.title} text={words.empty.text} action={buttons} />
        </Card>
      ) : (
        <div className="grid gap-5">
          <ul aria-label={words.list} className="grid gap-4 xl:grid-cols-2">
            {channels.map((channel) => (
              <ChannelCard key={channel.channel_id} channel={channel} hasInstagramLogin={hasInstagramLogin} />
            ))}
          </ul>
          <Card title={words.add.title}>
            <p className="mb-3 text-soft">{words.add.text}</p>
            <div className="grid gap-2 sm:flex sm:flex-wrap">
              <ConnectButton platform="whatsapp" hasInstagramLogin={hasInstagramLogin} look="secondary" />
              <ConnectButton platform="instagram" hasInstagramLogin={hasInstagramLogin} look="secondary" />
            </div>
          </Card>
        </div>
      )}
    </>
  );
}
