import { Document, Font, Page, renderToBuffer, Text, View } from "@react-pdf/renderer";
import { formatNairaExact } from "@/lib/money";
import type { ConfirmationData } from "./confirmation-data";
import { Items, Sums } from "./confirmation-money";
import { FAMILY, styles } from "./confirmation-styles";
import { drawingFont } from "./font-files";
import { type Printable, printable } from "./printable";
import { QrCode } from "./qr-code";

export type { ConfirmationData } from "./confirmation-data";

/** A word longer than this is broken anywhere: it would run over the next column. */
const MAX_WORD_LENGTH = 24;

let fontsRegistered = false;

/** The confirmation of an order as a PDF (P11.2): A4, for a phone's screen and for any printer. Built from stored facts alone. */
export async function renderConfirmation(data: ConfirmationData): Promise<Buffer> {
  registerFonts();
  return renderToBuffer(<Confirmation data={printable(data)} />);
}

function registerFonts(): void {
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

function Confirmation({ data }: { data: Printable }) {
  const { business, reference, confirmedAt } = data;
  return (
    <Document
      title={`Order ${reference}, ${business.name}`}
      author={business.name}
      creator="TrustGuard"
      producer="TrustGuard"
      creationDate={confirmedAt}
      modificationDate={confirmedAt}
      language="en-NG"
    >
      <Page size="A4" style={styles.page}>
        <Header data={data} />
        <State data={data} />
        <People data={data} />
        <Items data={data} />
        <Sums data={data} />
        <Proof data={data} />
        <Footer data={data} />
      </Page>
    </Document>
  );
}

function Header({ data: { business, reference } }: { data: Printable }) {
  const contact = [business.phone, business.email].filter(Boolean).join("  ·  ");
  return (
    <View style={styles.header}>
      <View style={styles.business}>
        <Text style={styles.businessName}>{business.name}</Text>
        {contact === "" ? null : <Text style={styles.contact}>{contact}</Text>}
      </View>
      <View style={styles.reference}>
        <Text style={styles.label}>Order</Text>
        <Text style={styles.referenceText}>{reference}</Text>
      </View>
    </View>
  );
}

function State({ data }: { data: Printable }) {
  return (
    <View style={styles.state} wrap={false}>
      <View>
        <Text style={styles.stateText}>Payment confirmed</Text>
        <Text style={styles.stateNote}>{formatTime(data.confirmedAt, data.timeZone)}</Text>
      </View>
      <Text style={styles.stateTotal}>{formatNairaExact(data.totalKobo)}</Text>
    </View>
  );
}

function People({ data: { buyer, addressLines, deliveryPromise } }: { data: Printable }) {
  return (
    <View style={styles.people}>
      <View style={styles.person}>
        <Text style={styles.label}>For</Text>
        <Text style={styles.strong}>{buyer.name}</Text>
        {buyer.phone === undefined ? null : <Text>{buyer.phone}</Text>}
      </View>
      <View style={styles.person}>
        <Text style={styles.label}>Deliver to</Text>
        <Text>{addressLines.join("\n")}</Text>
      </View>
      <View style={styles.person}>
        <Text style={styles.label}>Expected</Text>
        <Text style={styles.strong}>{deliveryPromise}</Text>
      </View>
    </View>
  );
}

function Proof({ data: { verifyUrl, reference } }: { data: Printable }) {
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

function Footer({ data: { business, reference } }: { data: Printable }) {
  return (
    <View style={styles.footer} fixed>
      <Text>
        {business.name} · Order {reference}
      </Text>
      <Text render={({ pageNumber, totalPages }) => `Page ${pageNumber} of ${totalPages}`} />
    </View>
  );
}

function formatTime(at: Date, timeZone = "Africa/Lagos"): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone }).format(at);
}
