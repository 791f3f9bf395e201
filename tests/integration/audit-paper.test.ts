import { createPublicKey, verify } from "node:crypto";
import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/db/client";
import { exportAudit } from "@/lib/audit/export-audit";
import { exportPaper } from "@/lib/audit/export-paper";
import { listEntries } from "@/lib/audit/queries";
import { recordEntry } from "@/lib/audit/record-entry";
import { parseExport } from "@/lib/audit/rules/export-format";
import { auditQuery } from "@/lib/audit/schema";
import { renderAuditPaper } from "@/lib/pdf/audit-paper";
import { drawAuditPaper } from "@/lib/pdf/draw-apart";
import { withTenant } from "@/lib/tenancy/with-tenant";
import { fillChain, makeSigner, openAsIntruder } from "../support/audit-world";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { makeSalesWorld, type SalesWorld, setTestEnvironment } from "../support/sales-world";

let database: TestDatabase;
let library: PDFiumLibrary;
const signer = makeSigner(() => new Date("2026-11-21T09:43:05Z"));

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment(database.databaseUrl);
  library = await PDFiumLibrary.init();
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

type Wanted = Omit<Parameters<typeof exportPaper>[1], "filter"> & { filter?: object };

async function paper(world: SalesWorld, { filter = {}, ...options }: Wanted = {}): Promise<PDFiumDocument> {
  return library.loadDocument(
    await exportPaper(world.ceo, { filter, signer, draw: renderAuditPaper, ...options }),
  );
}

/** The lines of every page, as a reader copies them. */
function linesOf(document: PDFiumDocument): string[] {
  return [...document.pages()].flatMap((page) => page.getText().normalize("NFC").split(/\r?\n/));
}

const textOf = (document: PDFiumDocument) => linesOf(document).join(" ").replace(/\s+/g, " ");

describe("the audit log on paper", () => {
  it("has each entry with its hash, the time where the shop is, and page numbers", async () => {
    const world = await makeSalesWorld();
    await withTenant(world.ceo, (tx) =>
      recordEntry(tx, world.ceo, {
        action: "RECEIPT_APPROVED",
        subject: { kind: "order", id: "ord_1" },
        details: {
          reference: "TG-8891",
          amount_kobo: 1_250_000,
          phone: "+234***4567",
          otp_verified: true,
          sha256: "c0ffee".repeat(10),
        },
      }),
    );
    await fillChain(world.ceo, 40);
    const document = await paper(world);
    const text = textOf(document);
    const { items } = await listEntries(world.ceo, auditQuery.parse({ limit: 200 }));
    expect(items).toHaveLength(42);
    for (const { hash, seq } of items) {
      expect(text).toContain(hash);
      expect(text).toContain(`Entry ${seq} `);
    }
    expect(text).toMatch(/order TG-8891, ₦12,500, with a code/);
    expect(text).toContain("phone: +234***4567");
    expect(text).toContain("c0ffee".repeat(10));
    expect(text).toContain("Made Sat, 21 Nov 2026, 10:43:05 WAT");
    expect(text).toContain("All that fits: 42 entries");
    const pages = document.getPageCount();
    expect(pages).toBeGreaterThan(3);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Page ${page} of ${pages}`);
  });

  it("can be verified offline: note, signature and key are in it, and say what the proof file says", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 3);
    await fillChain(world.ceo, 2, "access");
    const lines = linesOf(await paper(world)).map((line) => line.trim());
    const pem = lines.slice(
      lines.indexOf("-----BEGIN PUBLIC KEY-----"),
      lines.indexOf("-----END PUBLIC KEY-----") + 1,
    );
    const starts = lines.flatMap((line, index) => (line === "trustguard-audit-checkpoint/v1" ? [index] : []));
    expect(starts).toHaveLength(2);
    const seals = starts.map((start) => ({
      note: `${lines.slice(start, start + 8).join("\n")}\n`,
      signature: lines.slice(start + 9, start + 11).join(""),
    }));
    const key = createPublicKey(pem.join("\n"));
    const fits = (note: string, signature: string) =>
      verify(null, Buffer.from(note), key, Buffer.from(signature, "hex"));
    for (const { note, signature } of seals) {
      expect(fits(note, signature)).toBe(true);
      expect(fits(note.replace("seq: ", "seq: 1"), signature)).toBe(false);
    }
    let json = "";
    for await (const piece of await exportAudit(world.ceo, { format: "json", signer })) json += piece;
    const notes = parseExport(JSON.parse(json)).chains.flatMap(({ checkpoints }) =>
      checkpoints.map(({ note }) => note),
    );
    for (const { note } of seals) expect(notes).toContain(note);
  });

  it("follows the filters, names them, and leaves buyers' names out", async () => {
    const world = await makeSalesWorld();
    await withTenant(world.ceo, async (tx) => {
      await recordEntry(tx, world.ceo, {
        action: "CONTACT_VIEWED",
        subject: { kind: "contact", id: world.contactId },
        contactId: world.contactId,
      });
      await recordEntry(tx, world.ceo, {
        action: "ORDER_PLACED",
        subject: { kind: "order", id: "ord_other" },
      });
    });
    const { items } = await listEntries(world.ceo, auditQuery.parse({ action: "CONTACT_VIEWED" }));
    const buyer = items[0]?.subject.name ?? "";
    expect(buyer).toBe("Chinedu");
    const filter = { action: "CONTACT_VIEWED", from: "2020-01-01", q: world.contactId };
    const text = textOf(await paper(world, { filter }));
    expect(text).toContain(items[0]?.hash);
    expect(text).not.toContain("ord_other");
    expect(text).not.toContain(buyer);
    expect(text).toContain("Ada");
    expect(text).toContain(
      `Everything with the words ${world.contactId}, of the kind CONTACT_VIEWED, from 2020-01-01`,
    );
    const [recorded] = (await listEntries(world.ceo, auditQuery.parse({ action: "AUDIT_EXPORTED" }))).items;
    expect(recorded?.details).toMatchObject({ format: "pdf", narrowed_by: ["action", "from", "q"] });
    expect(textOf(await paper(world, { filter: { to: "2020-01-01" } }))).toContain("Nothing fits");
  });

  it("is of bounded length, and says so: the newest, and where the rest is", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 30);
    const text = textOf(await paper(world, { max: 12, filter: { action: "ORDER_PLACED" } }));
    expect(text).toContain("Only the newest 12 entries that fit: there are more");
    expect(text.match(/Entry \d+ /g)).toHaveLength(12);
    expect(text).toContain("Entry 30 ");
    expect(text).not.toContain("Entry 18 ");
  });

  it("shows nothing of another business, and is the owner's alone", async () => {
    const [ada, tunde] = [await makeSalesWorld(), await makeSalesWorld()];
    await fillChain(ada.ceo, 2);
    const { items } = await listEntries(ada.ceo, auditQuery.parse({}));
    const text = textOf(await paper(tunde));
    for (const { hash } of items) expect(text).not.toContain(hash);
    await expect(exportPaper(ada.vendor, { filter: {} })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("says of a log that does not verify that it does not", async () => {
    const world = await makeSalesWorld();
    await fillChain(world.ceo, 4);
    await paper(world);
    await fillChain(world.ceo, 2);
    const intruder = openAsIntruder(database.adminUrl);
    await intruder`update audit_entries set actor_id = 'x' where ceo_id = ${world.ceoId} and seq = 6`;
    await intruder.end();
    const text = textOf(await paper(world));
    expect(text).toContain("This log did not verify when this paper was made");
    expect(text).toContain("Entry 8 ");
  });

  it("is drawn apart: one that takes too long is killed, and the next is drawn", async () => {
    const data = {
      businessName: "Ada's Fashion",
      madeAt: "now",
      madeAtIso: "2026-11-21T09:43:05.000Z",
      zone: "WAT",
      filter: "Everything",
      extent: "Nothing",
      entries: [],
      seals: [],
      steps: [],
      publicKeys: [],
    };
    await expect(drawAuditPaper(data, 1)).rejects.toMatchObject({ code: "unavailable", status: 503 });
    expect((await drawAuditPaper(data)).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
