import { renderToBuffer, Text, View } from "@react-pdf/renderer";
import { formatNairaExact } from "@/lib/money";
import { styles } from "./confirmation-styles";
import type { InvoiceData } from "./invoice-data";
import { OrderPaper } from "./order-paper";
import { registerFonts } from "./paper-parts";
import { type PrintableInvoice, printableInvoice } from "./printable";

export type { InvoiceData } from "./invoice-data";

type Props = { data: PrintableInvoice };

/** The invoice of a delivered order as a PDF (P11.4): A4, in the confirmation's form. Built from stored facts alone. */
export async function renderInvoice(data: InvoiceData): Promise<Buffer> {
  registerFonts();
  return renderToBuffer(<Invoice data={printableInvoice(data)} />);
}

function Invoice({ data }: Props) {
  const { number, reference, issuedAt } = data;
  const title = `Invoice ${number}, order ${reference}`;
  return (
    <OrderPaper data={data} title={title} at={issuedAt} label="Invoice" name={number}>
      <Paid data={data} />
      <Parties data={data} />
    </OrderPaper>
  );
}

function Paid({ data: { paidAt, paidTo, timeZone, totalKobo } }: Props) {
  const day = formatDay(paidAt, timeZone);
  return (
    <View style={styles.state} wrap={false}>
      <View>
        <Text style={styles.stateText}>Paid</Text>
        <Text style={styles.stateNote}>
          {paidTo ? `Paid by transfer on ${day} to ${paidTo}` : `Paid by transfer on ${day}`}
        </Text>
      </View>
      <Text style={styles.stateTotal}>{formatNairaExact(totalKobo)}</Text>
    </View>
  );
}

function Parties({ data }: Props) {
  const { buyer, addressLines, reference, issuedAt, deliveredAt, timeZone } = data;
  return (
    <View style={styles.people}>
      <View style={styles.person}>
        <Text style={styles.label}>Billed to</Text>
        <Text style={styles.strong}>{buyer.name}</Text>
        {buyer.phone === undefined ? null : <Text>{buyer.phone}</Text>}
      </View>
      <View style={styles.person}>
        <Text style={styles.label}>Delivered to</Text>
        <Text>{addressLines.join("\n")}</Text>
        <Text>{formatDay(deliveredAt, timeZone)}</Text>
      </View>
      <View style={styles.person}>
        <Text style={styles.label}>Order</Text>
        <Text style={styles.strong}>{reference}</Text>
        <Text>Invoice of {formatDay(issuedAt, timeZone)}</Text>
      </View>
    </View>
  );
}

function formatDay(at: Date, timeZone = "Africa/Lagos"): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(at);
}
