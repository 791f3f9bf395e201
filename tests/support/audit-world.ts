import { generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { type ChainOwner, ownerOf } from "@/lib/audit/chain-source";
import type { Chain } from "@/lib/audit/record-entry";
import type { Signer } from "@/lib/audit/sign-checkpoint";
import { newId } from "@/lib/ids";
import { type Context, systemContext } from "@/lib/tenancy/context";
import { withTenant } from "@/lib/tenancy/with-tenant";

/** A business that has nothing but its chains. */
export interface AuditWorld {
  ctx: Context;
  ceoId: string;
  owner: ChainOwner;
}

export function makeAuditWorld(): AuditWorld {
  const ceoId = newId("ceo");
  const ctx = systemContext(ceoId, { kind: "bot", id: "bot" });
  return { ctx, ceoId, owner: ownerOf(ctx) };
}

/** So many appends fit into one statement's time on a busy machine. */
const ENTRIES_PER_STATEMENT = 1_000;

/** Appends entries as the product does, many in one statement. */
export async function fillChain(ctx: Context, entries: number, chain: Chain = "main"): Promise<void> {
  for (let from = 1; from <= entries; from += ENTRIES_PER_STATEMENT) {
    const to = Math.min(entries, from + ENTRIES_PER_STATEMENT - 1);
    await withTenant(ctx, (tx) =>
      tx.execute(sql`
        select audit_append(${ctx.ceoId}, ${chain}, 'ORDER_PLACED', 'bot', 'bot', 'order', 'ord_' || g, 'req_' || g,
          sha256(convert_to(${ctx.ceoId} || g, 'UTF8')), json_build_object('reference', 'TG-' || g)::text, null)
        from generate_series(${from}::int, ${to}::int) g`),
    );
  }
}

/** A key of the test's own and a clock that is the machine's unless one is given. */
export function makeSigner(now: () => Date = () => new Date()): Signer {
  return { privateKey: generateKeyPairSync("ed25519").privateKey, origin: "trustguard.test", now };
}

/** A superuser's connection on which no trigger fires: what somebody with the whole server in hand can do. */
export function openAsIntruder(adminUrl: string): postgres.Sql {
  return postgres(adminUrl, {
    max: 1,
    onnotice: () => {},
    connection: { session_replication_role: "replica" },
  });
}

/** Numbers in a fixed order, so that a failure can be repeated (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
