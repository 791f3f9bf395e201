"use client";

import { clsx } from "clsx";
import { RefreshCw, Send, Unplug } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { notify } from "@/components/ui/notify";
import { sendJson } from "@/components/ui/send-json";
import type { ChannelDetail } from "@/lib/connections/schema";
import { connectionWords } from "@/lib/words/en/connections";
import { ConnectButton } from "./connect-button";

const words = connectionWords.actions;
// Fetched when they are asked for: most visits only look.
const LeaveChannel = later(() => import("./leave-channel").then((file) => ({ default: file.LeaveChannel })));
const TestMessage = later(() => import("./test-message").then((file) => ({ default: file.TestMessage })));

type Props = { channel: ChannelDetail; hasInstagramLogin: boolean };

/** What can be done with a channel. One that is lost offers reconnecting first. */
export function ChannelActions({ channel, hasInstagramLogin }: Props) {
  const [open, setOpen] = useState<"test" | "leave">();
  const { isChecking, check } = useCheck(channel.channel_id);
  const close = () => setOpen(undefined);
  const connect = (label: string, look: "primary" | "secondary") => (
    <ConnectButton
      platform={channel.platform}
      hasInstagramLogin={hasInstagramLogin}
      label={label}
      look={look}
    />
  );
  if (channel.status === "disconnected") return <div>{connect(words.again, "secondary")}</div>;
  const isLost = channel.status === "needs_reconnect";
  return (
    <div className="grid grid-cols-2 gap-2 max-sm:[&>:first-child]:col-span-2 sm:flex sm:flex-wrap">
      {isLost && connect(words.reconnect, "primary")}
      {!isLost && (
        <Button icon={<Send aria-hidden />} onClick={() => setOpen("test")}>
          {words.test}
        </Button>
      )}
      <Button icon={<RefreshCw aria-hidden />} busy={isChecking} onClick={check}>
        {words.check}
      </Button>
      {!isLost && connect(words.reconnect, "secondary")}
      <Button
        look="quiet"
        className={clsx("text-laterite-ink!", !isLost && "max-sm:col-span-2")}
        icon={<Unplug aria-hidden />}
        onClick={() => setOpen("leave")}
      >
        {words.disconnect}
      </Button>
      {open === "test" && <TestMessage channel={channel} onClose={close} />}
      {open === "leave" && <LeaveChannel channel={channel} onClose={close} />}
    </div>
  );
}

function useCheck(channelId: string) {
  const router = useRouter();
  const [isChecking, setChecking] = useState(false);
  const check = async () => {
    setChecking(true);
    const answer = await sendJson<ChannelDetail>(`/api/ceo/channels/${channelId}/check`, {});
    setChecking(false);
    const id = `check-${channelId}`;
    if (!answer.ok) {
      const text = answer.problem.detail ?? words.tryLater;
      return notify({ kind: "problem", id, title: words.checkFailed, text });
    }
    const { status, health } = answer.data;
    const isWell = status === "connected" && health.every(({ level }) => level === "news");
    const text = isWell ? words.checkedWell : words.checkedTrouble;
    notify({ kind: isWell ? "done" : "problem", id, title: words.checked, text });
    router.refresh();
  };
  return { isChecking, check };
}
