import { Document, Page } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { Items, Sums } from "./confirmation-money";
import { styles } from "./confirmation-styles";
import { aboutPaper, Footer, Header, Proof } from "./paper-parts";
import type { Printable } from "./printable";

type Data = Pick<
  Printable,
  | "business"
  | "reference"
  | "verifyUrl"
  | keyof Parameters<typeof Items>[0]["data"]
  | keyof Parameters<typeof Sums>[0]["data"]
>;

type Props = {
  data: Data;
  /** As a PDF reader shows it, before the business's name. */
  title: string;
  at: Date;
  /** What the paper is, and its name, at its head. */
  label: string;
  name: string;
  /** What this kind of paper says before its items. */
  children: ReactNode;
};

/** A paper about an order: A4, the shop at its head, what was bought and paid, how to find out whether it is genuine. */
export function OrderPaper({ data, title, at, label, name, children }: Props) {
  return (
    <Document {...aboutPaper({ title: `${title}, ${data.business.name}`, author: data.business.name, at })}>
      <Page size="A4" style={styles.page}>
        <Header data={data} label={label} name={name} />
        {children}
        <Items data={data} />
        <Sums data={data} />
        <Proof data={data} />
        <Footer data={data} />
      </Page>
    </Document>
  );
}
