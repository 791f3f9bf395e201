import type { Metadata } from "next";
import { ChatbotPageView } from "@/components/chatbot/chatbot-page";
import { requireMember } from "@/lib/auth/require-member";
import { previewConversation } from "@/lib/conversation/preview-conversation";
import { productLines } from "@/lib/conversation/rules/own-lines";
import { readChatbotSettings } from "@/lib/conversation/settings/read-settings";
import { chatbotWords } from "@/lib/words/en/chatbot";

export const metadata: Metadata = { title: chatbotWords.title };

export default async function ChatbotPage() {
  const ctx = await requireMember("ceo");
  const messages = chatbotWords.preview.opening.map((text) => ({ text }));
  const [settings, { turns }] = await Promise.all([
    readChatbotSettings(ctx),
    previewConversation(ctx, { as: "stranger", when: "now", messages }),
  ]);
  const linesOf = (tone: typeof settings.tone) => productLines(tone, ctx.businessName, null);
  return (
    <ChatbotPageView
      business={ctx.businessName}
      zone={ctx.timeZone}
      settings={settings}
      lines={{
        professional: linesOf("professional"),
        friendly: linesOf("friendly"),
        casual: linesOf("casual"),
        pidgin: linesOf("pidgin"),
      }}
      initial={turns}
    />
  );
}
