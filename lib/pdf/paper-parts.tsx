import { Font, Text, View } from "@react-pdf/renderer";
import { FAMILY, styles } from "./confirmation-styles";
import { drawingFont } from "./font-files";
import type { Printable } from "./printable";
import { QrCode } from "./qr-code";

/** A word longer than this is broken anywhere: it would run over the next column. */
const MAX_WORD_LENGTH = 24;

let fontsRegistered = false;

/** The document font, once; before anything is drawn. */
export function registerFonts(): void {
  if (fontsRegistered) return;
  Font.register({
    family: FAMILY,
    fonts: [
      { src: drawingFont("regular"), fontWeight: 400 },
      { src: drawingFont("bold"), fontWeight: 700 },
    ],
  });
  // English hyphenation breaks Nigerian names in strange places.
  Font.registerHyphenationCallback((word) =>
    word.length <= MAX_WORD_LENGTH ? [word] : (word.match(/.{1,12}/gsu) ?? [word]),
  );
  fontsRegistered = true;
}

/** Whose paper it is, and what it is called: `label` over `name`. */

/** What every paper says of itself to a PDF reader. No moment but the paper's own: the same facts give the same bytes. */
export function aboutPaper({ title, author, at }: { title: string; author: string; at: Date }) {
  return {
    title,
    author,
    creator: "TrustGuard",
    producer: "TrustGuard",
    creationDate: at,
    modificationDate: at,
    language: "en-NG",
  };
}

export function Header({
  data: { business },
  label,
  name,
}: {
  data: Pick<Printable, "business">;
  label: string;
  name: string;
}) {
  const contact = [business.phone, business.email].filter(Boolean).join("  ·  ");
  return (
    <View style={styles.header}>
      <View style={styles.business}>
        <Text style={styles.businessName}>{business.name}</Text>
        {contact === "" ? null : <Text style={styles.contact}>{contact}</Text>}
      </View>
      <View style={styles.reference}>
        <Text style={styles.label}>{label}</Text>
        <Text style={styles.referenceText}>{name}</Text>
      </View>
    </View>
  );
}

/** How to find out whether the paper is genuine. */
export function Proof({
  data: { verifyUrl, reference },
}: {
  data: Pick<Printable, "verifyUrl" | "reference">;
}) {
  return (
    <View style={styles.proof} wrap={false}>
      <QrCode text={verifyUrl} sizePt={104} />
      <View style={styles.proofText}>
        <Text style={styles.proofTitle}>Is this paper genuine?</Text>
        <Text>
          Scan the code with a phone's camera. The page that opens must show order {reference} as genuine,
          with this shop's name. If it opens anything else, or asks for money or a code, do not trust this
          paper.
        </Text>
        <Text style={styles.link}>{verifyUrl}</Text>
      </View>
    </View>
  );
}

/** Under every page. */
export function Footer({
  data: { business, reference },
}: {
  data: Pick<Printable, "business" | "reference">;
}) {
  return (
    <View style={styles.footer} fixed>
      <Text>
        {business.name} · Order {reference}
      </Text>
      <Text render={({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`} />
    </View>
  );
}

/** "Saturday, 21 November 2026 at 10:00", by the business's clock. */
export function formatTime(at: Date, timeZone = "Africa/Lagos"): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone }).format(at);
}
