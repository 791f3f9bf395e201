import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Badge, StatusBadge } from "@/components/ui/status-badge";
import { TimeText } from "@/components/ui/time-text";
import type { ChannelDetail, HealthLine } from "@/lib/connections/schema";
import { connectionWords } from "@/lib/words/en/connections";
import { ChannelActions } from "./channel-actions";
import { PlatformMark } from "./platform-mark";

const words = connectionWords.card;

/** One number or account: whether it works, what is wrong and what to do, and what can be done with it (P4.2, P4.6). */
export function ChannelCard({
  channel,
  hasInstagramLogin,
}: {
  channel: ChannelDetail;
  hasInstagramLogin: boolean;
}) {
  const titleId = `channel-${channel.channel_id}`;
  return (
    <li>
      <article
        aria-labelledby={titleId}
        className="grid min-w-0 gap-4 rounded-card border border-line bg-surface p-4 md:p-5"
      >
        <header className="flex flex-wrap items-start gap-x-3 gap-y-2">
          <PlatformMark platform={channel.platform} />
          <div className="grid min-w-0 flex-1">
            <h2 id={titleId} className="truncate font-semibold text-18">
              <span className="sr-only">{connectionWords.platforms[channel.platform]} </span>
              {channel.name}
            </h2>
            <span className="tabular truncate text-soft">{channel.handle}</span>
          </div>
          <ChannelStatus channel={channel} />
        </header>
        {channel.status === "disconnected" ? (
          <p className="text-soft">
            {channel.trouble ? `${channel.trouble} ` : ""}
            {words.left}
          </p>
        ) : (
          <>
            <HealthLines channel={channel} />
            <ChannelFacts channel={channel} />
          </>
        )}
        <ChannelActions channel={channel} hasInstagramLogin={hasInstagramLogin} />
      </article>
    </li>
  );
}

function ChannelStatus({ channel }: { channel: ChannelDetail }) {
  if (channel.status === "disconnected")
    return <StatusBadge status="disconnected" label={words.disconnected} />;
  if (channel.status === "needs_reconnect") return <StatusBadge status="needs_reconnecting" />;
  if (channel.health.some(({ level }) => level !== "news")) {
    return (
      <Badge tone="marigold" icon={<TriangleAlert aria-hidden />}>
        {words.attention}
      </Badge>
    );
  }
  return <StatusBadge status="connected" />;
}

const LOOKS = {
  bad: [CircleAlert, "text-laterite-ink"],
  warning: [TriangleAlert, "text-marigold-ink"],
  news: [Info, "text-lagoon-ink"],
  good: [CircleCheck, "text-palm-ink"],
} as const;

function HealthLines({ channel }: { channel: ChannelDetail }) {
  const isLost = channel.status === "needs_reconnect";
  const lines = channel.health.filter(({ code }) => !(isLost && code === "token_refused"));
  const waiting = channel.waiting_messages;
  return (
    <ul aria-label={words.health} className="grid gap-2">
      {isLost && <Line level="bad" text={channel.trouble ?? ""} />}
      {waiting > 0 && (
        <Line
          level={isLost ? "warning" : "news"}
          text={isLost ? words.waitingLost(waiting) : words.waiting(waiting)}
        />
      )}
      {lines.map((line) => (
        <Line key={line.code} {...line} />
      ))}
      {!isLost && lines.length === 0 && (
        <Line
          level={channel.health_checked_at ? "good" : "news"}
          text={channel.health_checked_at ? words.well : words.notChecked}
        />
      )}
    </ul>
  );
}

type LineProps = { level: HealthLine["level"] | "good"; text: string; advice?: string };

function Line({ level, text, advice }: LineProps) {
  const [Icon, colour] = LOOKS[level];
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${colour}`} />
      <span className="grid">
        <span className={level === "good" || level === "news" ? undefined : "font-medium"}>{text}</span>
        {advice && <span className="text-14 text-faint">{advice}</span>}
      </span>
    </li>
  );
}

function ChannelFacts({ channel }: { channel: ChannelDetail }) {
  const quality = channel.quality ? words.quality[channel.quality] : undefined;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-14 [&_dt]:text-faint">
      <dt>{words.externalId[channel.platform]}</dt>
      <dd className="tabular truncate">{channel.external_id}</dd>
      <dt>{words.lastMessage}</dt>
      <dd>{channel.last_message_at ? <TimeText at={channel.last_message_at} plain /> : words.noMessage}</dd>
      <dt>{words.access}</dt>
      <dd>
        <Access channel={channel} />
      </dd>
      <dt>{words.checked}</dt>
      <dd>
        {channel.health_checked_at ? <TimeText at={channel.health_checked_at} plain /> : words.unchecked}
        {quality && ` · ${quality}`}
      </dd>
    </dl>
  );
}

function Access({ channel }: { channel: ChannelDetail }) {
  if (channel.status === "needs_reconnect") return words.accessGone;
  if (!channel.token_expires_at) return words.accessEndless;
  return (
    <>
      {words.accessUntil} <TimeText at={channel.token_expires_at} plain />
    </>
  );
}
