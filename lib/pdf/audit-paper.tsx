import { Document, Page, renderToBuffer, Text, View } from "@react-pdf/renderer";
import type { AuditPaperData, AuditPaperEntry } from "./audit-paper-data";
import { Seals } from "./audit-seals";
import { auditStyles as styles } from "./audit-styles";
import { keepPrintable } from "./keep-printable";
import { aboutPaper, registerFonts } from "./paper-parts";

/**
 * Lines of text that fill a page. Pages are dealt out here, for breaking one long page takes time that grows with the
 * square of its length (1,000 entries: 37 s against 4 s). A page that turns out longer flows over by itself.
 */
const PAGE_LINES = 76;
/** The title and the facts under it take these of the first page. */
const TITLE_LINES = 22;
const FACTS_LINE_LENGTH = 125;
const SENTENCE_LINE_LENGTH = 95;
/** SHA-256 in hex has 64 digits. */
const LONGEST_WHOLE = 80;

/** The audit log on A4 (P13.4): what was asked for, the entries, and all that proves them offline. Built from its data alone. */
export async function renderAuditPaper(data: AuditPaperData): Promise<Buffer> {
  registerFonts();
  return renderToBuffer(<AuditPaper data={printableLog(data)} />);
}

/** What people typed or sent, reduced to what the font can draw. */
function printableLog(data: AuditPaperData): AuditPaperData {
  return {
    ...data,
    businessName: keepPrintable(data.businessName, "The shop"),
    filter: keepPrintable(data.filter),
    entries: data.entries.map((entry) => ({
      ...entry,
      sentence: keepPrintable(entry.sentence),
      facts: keepPrintable(entry.facts),
    })),
  };
}

function AuditPaper({ data }: { data: AuditPaperData }) {
  const madeAt = new Date(data.madeAtIso);
  const pages = dealOut(data.entries);
  return (
    <Document
      {...aboutPaper({ title: `Audit log, ${data.businessName}`, author: data.businessName, at: madeAt })}
    >
      {pages.map((entries, index) => (
        <Page key={entries[0]?.number ?? "empty"} size="A4" style={styles.page}>
          {index === 0 && <Title data={data} />}
          {entries.map((entry) => (
            <Entry key={entry.number} entry={entry} />
          ))}
          <Footer data={data} />
        </Page>
      ))}
      <Page size="A4" style={styles.page}>
        <Seals data={data} />
        <Footer data={data} />
      </Page>
    </Document>
  );
}

/** Entries by page; there is a first page even without any. */
function dealOut(entries: readonly AuditPaperEntry[]): AuditPaperEntry[][] {
  const pages: AuditPaperEntry[][] = [[]];
  let left = PAGE_LINES - TITLE_LINES;
  for (const entry of entries) {
    const lines = linesOf(entry);
    if (lines > left) {
      pages.push([]);
      left = PAGE_LINES;
    }
    pages.at(-1)?.push(entry);
    left -= lines;
  }
  return pages;
}

function linesOf({ sentence, facts }: AuditPaperEntry): number {
  const lines = Math.ceil(sentence.length / SENTENCE_LINE_LENGTH) * 1.25;
  return lines + Math.ceil(facts.length / FACTS_LINE_LENGTH) + 2;
}

function Title({ data: { businessName, madeAt, zone, filter, extent } }: { data: AuditPaperData }) {
  const facts = [
    ["Made", madeAt],
    ["Times", `in ${zone}`],
    ["Shown", filter],
    ["How much", extent],
  ] as const;
  return (
    <View style={styles.head}>
      <Text style={styles.business}>{businessName}</Text>
      <Text style={styles.title}>Audit log</Text>
      <View style={styles.facts}>
        {facts.map(([name, text]) => (
          <View key={name} style={styles.fact}>
            <Text style={styles.factName}>{name}</Text>
            <Text style={styles.factText} hyphenationCallback={whole}>
              {text}
            </Text>
          </View>
        ))}
      </View>
    </View>
  );
}

function Entry({ entry: { number, at, sentence, facts, hash } }: { entry: AuditPaperEntry }) {
  return (
    <View style={styles.entry} wrap={false}>
      <View style={styles.when}>
        <Text style={styles.number}>{number}</Text>
        <Text>{at}</Text>
      </View>
      <View style={styles.what}>
        <Text style={styles.sentence}>{sentence}</Text>
        <Text style={styles.quiet} hyphenationCallback={whole}>
          {facts}
        </Text>
        <Text style={styles.hash} hyphenationCallback={whole}>
          {hash}
        </Text>
      </View>
    </View>
  );
}

/** Hashes and ids are copied and compared: no hyphen may be put inside them. What is longer than a line has to break. */
function whole(word: string): string[] {
  return word.length <= LONGEST_WHOLE ? [word] : (word.match(/.{1,40}/gsu) ?? [word]);
}

function Footer({ data: { businessName, madeAt } }: { data: AuditPaperData }) {
  return (
    <View style={styles.footer} fixed>
      <Text>
        {businessName} · Audit log · {madeAt}
      </Text>
      <Text render={({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`} />
    </View>
  );
}
