import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { chromium } from "playwright";
import postgres from "postgres";
import { findBrowser } from "../setup/browser.mjs";
import { percentile, threeDigits } from "./figures.mjs";

const RECEIPTS = 30;
/** The first ones find nothing compiled and nothing in memory. */
const WARM_UP = 5;
const PAUSE_MS = 1_000;
const PATIENCE_MS = 15_000;

/**
 * From the commit of an event to the screen: Femi has his receipts open in a real browser, one receipt after the other
 * comes to wait, and the clock stops at the frame in which its row stands in the list.
 *
 * @returns {Promise<{ receipts: number, p50Ms: number | null, p95Ms: number | null }>}
 */
export async function measureScreen(stage) {
  const sql = postgres(stage.adminUrl, { max: 1 });
  const receipts = await laySomeReady(sql);
  const sessionId = await signFemiIn(sql);
  const browser = await chromium.launch({ executablePath: await findBrowser() });
  try {
    const page = await openReceipts(browser, stage, sessionId);
    const times = [];
    for (const receipt of receipts) {
      times.push(await untilSeen(page, sql, receipt));
      await page.waitForTimeout(PAUSE_MS);
    }
    const counted = times.slice(WARM_UP);
    const at = (percent) => threeDigits(percentile(counted, percent));
    return { receipts: counted.length, p50Ms: at(50), p95Ms: at(95) };
  } finally {
    await browser.close();
    await sql.end();
  }
}

/** Starts looking in the page, commits, and gives the milliseconds from the commit to the frame. */
async function untilSeen(page, sql, { id, reference }) {
  const seen = page.evaluate(
    ([wanted, patienceMs]) =>
      new Promise((resolve, reject) => {
        const giveUpAt = Date.now() + patienceMs;
        const look = () => {
          const isThere = [...document.querySelectorAll("nav li")].some((row) =>
            row.textContent.includes(wanted),
          );
          if (isThere) resolve(performance.timeOrigin + performance.now());
          else if (Date.now() > giveUpAt) reject(new Error(`${wanted} did not come to the screen`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [reference, PATIENCE_MS],
  );
  await sql`
    with moved as (
      update receipts set state = 'waiting', created_at = now() where id = ${id} returning ceo_id, order_id
    ), kept as (
      insert into live_events (ceo_id, vendor_id, topic, ids)
      select o.ceo_id, o.vendor_id, 'receipt', jsonb_build_object('orderId', o.id, 'receiptId', ${id}::text)
      from moved m join orders o on o.ceo_id = m.ceo_id and o.id = m.order_id
      returning ceo_id, vendor_id, id, topic, ids
    )
    select count(pg_notify('live', json_build_object('ceoId', ceo_id, 'vendorId', vendor_id, 'id', id, 'topic', topic,
      'ids', ids)::text)) from kept`;
  const committedAt = performance.timeOrigin + performance.now();
  return (await seen) - committedAt;
}

async function openReceipts(browser, { ports, product }, sessionId) {
  const url = `http://127.0.0.1:${ports.web}`;
  const value = await encode({
    token: { sid: sessionId },
    secret: product.NEXTAUTH_SECRET,
    salt: product.APP_URL,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: "next-auth.session-token", value, url }]);
  const page = await context.newPage();
  await page.addInitScript(noteReady);
  await page.goto(`${url}/vendor/receipts`);
  await page.waitForFunction(() => window.isListening === true);
  return page;
}

/** Runs in the page before its own scripts: what is committed before the stream is ready is not what is measured. */
function noteReady() {
  const Native = window.EventSource;
  window.EventSource = class extends Native {
    constructor(address) {
      super(address);
      this.addEventListener("ready", () => {
        window.isListening = true;
      });
    }
  };
}

async function signFemiIn(sql) {
  const id = `ses_${randomBytes(13).toString("hex")}`;
  await sql`
    insert into sessions (id, token_hash, identity_id, role, ceo_id, vendor_id, way, idle_seconds, expires_at)
    select ${id}, ${id}, identity_id, 'VENDOR', ceo_id, id, 'browser', 3600, now() + interval '1 hour'
    from vendors where name = 'Femi' and not is_owner`;
  return id;
}

/** Orders of Femi's with a proof that is still being read; one, which waits, is there so that the list is shown. */
async function laySomeReady(sql) {
  const rows = Array.from({ length: RECEIPTS + 1 }, (_, place) => ({
    id: `rct_bench${String(place).padStart(3, "0")}`,
    order_id: `ord_bench${String(place).padStart(3, "0")}`,
    reference: `TG-B${String(place).padStart(4, "0")}`,
    state: place === 0 ? "waiting" : "reading",
  }));
  await sql.begin(async (tx) => {
    // The order's own moves are not what is measured.
    await tx`set local session_replication_role = replica`;
    await tx`insert into contacts (ceo_id, id, name) select ceo_id, 'con_bench', 'Amina' from vendors where name = 'Femi'`;
    await tx`
      insert into conversations (ceo_id, id, channel_id, contact_id, vendor_id)
      select v.ceo_id, 'cnv_bench', h.id, 'con_bench', v.id
      from vendors v join channels h on h.ceo_id = v.ceo_id where v.name = 'Femi'`;
    await tx`
      insert into orders (ceo_id, id, reference, contact_id, conversation_id, vendor_id, status, items_kobo, total_kobo, buyer_name)
      select v.ceo_id, g.order_id, g.reference, 'con_bench', 'cnv_bench', v.id, 'RECEIPT_UPLOADED', 24000000, 24000000, 'Amina'
      from vendors v, jsonb_to_recordset(${tx.json(rows)}) as g(order_id text, reference text) where v.name = 'Femi'`;
    await tx`
      insert into receipts (ceo_id, id, order_id, contact_id, message_id, state, expected_kobo)
      select v.ceo_id, g.id, g.order_id, 'con_bench', g.id, g.state, 24000000
      from vendors v, jsonb_to_recordset(${tx.json(rows)}) as g(id text, order_id text, state text)
      where v.name = 'Femi'`;
  });
  return rows.slice(1);
}
