import { rawSql } from "@/db/client";
import { env } from "@/lib/env";
import { systemContext } from "@/lib/tenancy/context";
import { withPlatform, withTenant } from "@/lib/tenancy/with-tenant";
import { recordAct } from "./record-act";
import { countStale, type Resealed, resealColumn } from "./reseal-column";
import { resealTokens, staleTokens } from "./reseal-tokens";
import { SEALED_COLUMNS } from "./sealed-columns";
import { type Command, say, table } from "./terminal";

export type Rotation = {
  /** The key that everything is sealed under now. */
  kid: string;
  /** By `table.column`. */
  columns: Record<string, Resealed>;
  resealed: number;
  /** Rows that do not open: their key is not among ENCRYPTION_KEYS. */
  failed: number;
  /** Rows that are still, or again, sealed under another key when it ended. */
  left: number;
};

/**
 * Seals everything again that is sealed under another key than the first of ENCRYPTION_KEYS (OA-06): channel tokens, PINs, codes
 * and notices on their way. Safe while everything runs, and to run again: what was done is not done twice. Recorded in the
 * platform's audit log.
 */
export async function rotateKeys(): Promise<Rotation> {
  const columns: Record<string, Resealed> = {};
  const add = (name: string, { resealed, failed }: Resealed) => {
    const known = columns[name] ?? { resealed: 0, failed: 0 };
    columns[name] = { resealed: known.resealed + resealed, failed: known.failed + failed };
  };
  for (const column of SEALED_COLUMNS.filter(({ scope }) => scope === "platform")) {
    add(`${column.table}.${column.column}`, await resealColumn(column, "", withPlatform));
  }
  for (const ceoId of await businesses()) {
    const ctx = systemContext(ceoId, { kind: "operator", id: "platform" });
    add("channels.token_sealed", await resealTokens(ctx));
    for (const column of SEALED_COLUMNS.filter(({ scope }) => scope === "tenant")) {
      const inScope = <T>(work: Parameters<typeof withTenant<T>>[1]) => withTenant(ctx, work);
      add(`${column.table}.${column.column}`, await resealColumn(column, ceoId, inScope));
    }
  }
  const sum = (field: keyof Resealed) => Object.values(columns).reduce((all, one) => all + one[field], 0);
  const rotation = {
    kid: env().ENCRYPTION_KEYS.current,
    columns,
    resealed: sum("resealed"),
    failed: sum("failed"),
    left: await countLeft(),
  };
  const { kid, resealed, failed, left } = rotation;
  await recordAct("rotate-keys", { kid, resealed, failed, left });
  return rotation;
}

async function businesses(): Promise<string[]> {
  const rows = await rawSql()<{ ceo_id: string }[]>`select ceo_id from lookup_businesses()`;
  return rows.map(({ ceo_id }) => ceo_id);
}

async function countLeft(): Promise<number> {
  let left = 0;
  for (const column of SEALED_COLUMNS.filter(({ scope }) => scope === "platform")) {
    left += await withPlatform((tx) => countStale(tx, column, ""));
  }
  for (const ceoId of await businesses()) {
    const ctx = systemContext(ceoId, { kind: "operator", id: "platform" });
    left += (await staleTokens(ctx)).length;
    for (const column of SEALED_COLUMNS.filter(({ scope }) => scope === "tenant")) {
      left += await withTenant(ctx, (tx) => countStale(tx, column, ceoId));
    }
  }
  return left;
}

/** Seals everything under the first of ENCRYPTION_KEYS. */
export const rotateKeysCommand: Command = {
  summary: "Seal everything again under the first of ENCRYPTION_KEYS, and tokens where SECRET_STORE says",
  usage: ["(no options)   safe while everything runs, and to run again; exit code 0: the older keys may go"],
  async run() {
    const { kid, columns, resealed, failed, left } = await rotateKeys();
    for (const line of table(
      Object.entries(columns).map(([name, count]) => [
        `  ${name}`,
        `${count.resealed} sealed again`,
        count.failed > 0 ? `${count.failed} do not open` : "",
      ]),
    ))
      say(line);
    say(`\n${resealed} sealed again under ${kid}.`);
    if (left === 0) {
      say("Nothing is sealed under another key: the older ones may leave ENCRYPTION_KEYS.");
      return 0;
    }
    say(
      failed > 0
        ? `${left} rows are left under other keys; ${failed} do not open with any of ENCRYPTION_KEYS.`
        : `${left} rows are left under other keys: once every process has ${kid} first, run this again.`,
    );
    return 1;
  },
};
