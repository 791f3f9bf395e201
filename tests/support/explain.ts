import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/tenancy/with-tenant";

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: Plan[];
};

export type Cost = { buffers: number; scans: string[] };

/**
 * Runs product code in a transaction whose every raw statement is explained as well, and gives the pages it touched and
 * the tables, larger than a few pages, that it read from end to end.
 */
export async function explained(tx: Tx, work: (tx: Tx) => Promise<unknown>): Promise<Cost> {
  const cost: Cost = { buffers: 0, scans: [] };
  const watched = new Proxy(tx, {
    get(target, name) {
      if (name !== "execute") return Reflect.get(target, name);
      return async (statement: SQL) => {
        const [row] = await target.execute<{ "QUERY PLAN": { Plan: Plan }[] }>(
          sql`explain (analyze, buffers, format json) ${statement}`,
        );
        const plan = row?.["QUERY PLAN"][0]?.Plan;
        if (plan) {
          cost.buffers += (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
          cost.scans.push(...scansIn(plan));
        }
        return target.execute(statement);
      };
    },
  });
  await work(watched);
  return cost;
}

/** A table of a few pages is best read whole. */
const SMALL_PAGES = 20;

function scansIn(plan: Plan): string[] {
  const pages = (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
  const isScan = plan["Node Type"] === "Seq Scan" && pages > SMALL_PAGES;
  const own = isScan ? [plan["Relation Name"] ?? "?"] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansIn)];
}
