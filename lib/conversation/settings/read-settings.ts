import { botSettings } from "@/db/schema/work";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { withTenant } from "@/lib/tenancy/with-tenant";
import type { BotVoice } from "../rules/bot-settings";
import { showSettings } from "../rules/show-settings";
import type { ChatbotSettings } from "./schema";

/** How the bot speaks and what it does, as saved (P6.5). */
export async function readChatbotSettings(ctx: MemberContext): Promise<ChatbotSettings> {
  authorize(ctx, "chatbot.read");
  const [row] = await withTenant(ctx, (tx) => tx.select().from(botSettings));
  return showSettings((row?.settings ?? {}) as Partial<BotVoice>, row?.version ?? 0);
}
