import type { Task, TaskList } from "graphile-worker";
import { signCheckpoints } from "@/lib/audit/sign-checkpoint";
import { checkChannels } from "@/lib/connections/check-channels";
import { removeKeptToken } from "@/lib/connections/forget-token";
import { sendCodeBySms } from "@/lib/conversation/send-code-by-sms";
import { takeTurn, takeTurns } from "@/lib/conversation/take-turn";
import { remindEscalations } from "@/lib/escalations/remind-owner";
import { tellDispute } from "@/lib/escalations/tell-dispute";
import { deliverConversation, deliverConversations } from "@/lib/messaging/deliver-conversation";
import { fetchProfile } from "@/lib/messaging/fetch-profile";
import { wakeHeld } from "@/lib/messaging/keep-back";
import { keepPictures } from "@/lib/messaging/keep-pictures";
import { remindNegotiations } from "@/lib/negotiation/remind-negotiations";
import { sendNotice } from "@/lib/notices/send-notice";
import { remindOrders } from "@/lib/orders/remind-orders";
import { deliverPush } from "@/lib/push/deliver-push";
import { sendPush } from "@/lib/push/send-push";
import type { JobName, JobPayloads } from "@/lib/queue/enqueue-job";
import { checkReceipt } from "@/lib/receipts/check-receipt";
import { eraseReceipt } from "@/lib/receipts/delete-receipt";
import { issueConfirmation } from "@/lib/receipts/issue-confirmation";
import { issueInvoice } from "@/lib/receipts/issue-invoice";
import { ingestEvents } from "@/lib/webhook-inbox/ingest-event";
import { maintainStorage } from "./maintain-storage";

/** Who does which job: one line each. */
const handlers: { [N in JobName]: (payload: JobPayloads[N]) => Promise<unknown> } = {
  "ingest-event": ingestEvents,
  "take-turn": takeTurn,
  "take-turns": takeTurns,
  "deliver-conversation": deliverConversation,
  "deliver-conversations": deliverConversations,
  "send-code-by-sms": sendCodeBySms,
  "check-receipt": checkReceipt,
  "erase-receipt": eraseReceipt,
  "issue-confirmation": issueConfirmation,
  "issue-invoice": issueInvoice,
  "fetch-profile": fetchProfile,
  "send-notice": sendNotice,
  "send-push": sendPush,
  // Without the queue's own second argument: the time is now.
  "deliver-push": (payload) => deliverPush(payload),
  "keep-pictures": keepPictures,
  "tell-dispute": tellDispute,
  "wake-held": wakeHeld,
  "check-channels": () => checkChannels(),
  "forget-token": removeKeptToken,
  "remind-orders": () => remindOrders(),
  "remind-negotiations": () => remindNegotiations(),
  "remind-escalations": () => remindEscalations(),
  "sign-checkpoints": () => signCheckpoints(),
  "maintain-storage": () => maintainStorage(),
};

/** What runs by the clock (UTC), and how often. Each is safe to run twice, and at any minute. */
const CLOCK = [
  ["*/5 * * * *", "sign-checkpoints"],
  ["*/5 * * * *", "remind-orders"],
  ["*/5 * * * *", "remind-negotiations"],
  ["*/15 * * * *", "check-channels"],
  ["*/5 * * * *", "remind-escalations"],
  ["17 * * * *", "maintain-storage"],
] as const satisfies readonly (readonly [string, JobName])[];

/** The same in crontab form, for a worker's own clock. */
export const CRONTAB = CLOCK.map((line) => line.join(" ")).join("\n");

/** Their names, for hosts whose clock is a cron request. */
export const CLOCKED_JOBS = CLOCK.map(([, name]) => name);

/** The same handlers as the queue wants them, for the worker and for hosts that work in cron requests. */
export const taskList: TaskList = Object.fromEntries(
  Object.entries(handlers).map(([name, handle]) => {
    const task: Task = async (payload) => {
      await (handle as (payload: unknown) => Promise<unknown>)(payload);
    };
    return [name, task];
  }),
);
