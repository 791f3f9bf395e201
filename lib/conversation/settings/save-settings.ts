import { and, eq, sql } from "drizzle-orm";
import { botSettings } from "@/db/schema/work";
import { recordEntry } from "@/lib/audit/record-entry";
import { AppError } from "@/lib/errors";
import type { MemberContext } from "@/lib/tenancy/context";
import { authorize } from "@/lib/tenancy/permissions";
import { type Tx, withTenant } from "@/lib/tenancy/with-tenant";
import type { BotVoice } from "../rules/bot-settings";
import { mergeSettings } from "../rules/merge-settings";
import { differingFields, type SettingField, showSettings } from "../rules/show-settings";
import { checkSettings } from "./check-settings";
import { cleanSettings } from "./clean-settings";
import type { ChatbotSettings, SavedSettings, SaveSettingsInput } from "./schema";

type Stored = { voice: BotVoice; version: number; fieldVersions: Record<string, number> };

/**
 * Saves how the bot speaks; the next message is answered that way (P6.5). Texts are stored plain. Throws `unfit_settings`
 * with what is wrong by field, and `superseded` when another tab or person has saved since the given version: it carries
 * what they changed and the settings as they are now, and nothing is written.
 */
export async function saveChatbotSettings(
  ctx: MemberContext,
  input: SaveSettingsInput,
): Promise<SavedSettings> {
  authorize(ctx, "chatbot.write");
  const { version, cleaned: _, ...given } = input;
  const { settings: change, cleaned } = cleanSettings(given);
  const fields = checkSettings(change);
  if (fields.length > 0)
    throw new AppError("unfit_settings", "Nothing was saved yet: something needs another word.", { fields });
  return withTenant(ctx, async (tx) => {
    const stored = await lockSettings(tx, ctx.ceoId);
    const voice = mergeSettings(stored.voice, change);
    const before = showSettings(stored.voice, stored.version);
    const after = showSettings(voice, stored.version + 1);
    const changed = differingFields(before, after);
    if (changed.length === 0) return { ...before, cleaned };
    if (version !== undefined && version !== stored.version) throw superseded(stored, before, version);
    await writeSettings(tx, ctx.ceoId, stored, voice, changed);
    await recordEntry(tx, ctx, {
      action: "CHATBOT_CONFIG_UPDATED",
      subject: { kind: "chatbot", id: ctx.ceoId },
      details: { version: after.version, ...describeChange(before, after, changed) },
    });
    return { ...after, cleaned };
  });
}

/** The row, made if there is none yet, and held until the end of the transaction: savings come one after another. */
async function lockSettings(tx: Tx, ceoId: string): Promise<Stored> {
  await tx.insert(botSettings).values({ ceoId }).onConflictDoNothing();
  const [row] = await tx.select().from(botSettings).where(eq(botSettings.ceoId, ceoId)).for("update");
  if (!row) throw new Error("the settings of a business that cannot be seen");
  const voice = { tone: "friendly", ...(row.settings as Partial<BotVoice>) } as BotVoice;
  return { voice, version: row.version, fieldVersions: row.fieldVersions };
}

async function writeSettings(
  tx: Tx,
  ceoId: string,
  stored: Stored,
  voice: BotVoice,
  changed: SettingField[],
): Promise<void> {
  const version = stored.version + 1;
  const fieldVersions = {
    ...stored.fieldVersions,
    ...Object.fromEntries(changed.map((field) => [field, version])),
  };
  const written = await tx
    .update(botSettings)
    .set({ settings: voice, version, fieldVersions, changedAt: sql`now()` })
    .where(and(eq(botSettings.ceoId, ceoId), eq(botSettings.version, stored.version)))
    .returning({ version: botSettings.version });
  if (written.length !== 1) throw new Error("the settings changed while they were held");
}

function superseded(stored: Stored, current: ChatbotSettings, version: number): AppError {
  const changed = Object.entries(stored.fieldVersions)
    .filter(([, changedIn]) => changedIn > version)
    .map(([field]) => field);
  return new AppError(
    "superseded",
    "Somebody saved other settings since you opened this. Nothing of yours is lost: look at both, choose, and save again.",
    { extra: { changed, current } },
  );
}

/** What changed, without the texts: they may name people and their numbers. */
function describeChange(
  before: ChatbotSettings,
  after: ChatbotSettings,
  changed: SettingField[],
): Record<string, unknown> {
  const open: SettingField[] = ["tone", "business_hours", "features"];
  const values = open.filter((field) => changed.includes(field));
  return {
    changed,
    ...(values.length > 0 && {
      from: Object.fromEntries(values.map((field) => [field, before[field]])),
      to: Object.fromEntries(values.map((field) => [field, after[field]])),
    }),
  };
}
