import { CATALOGUE } from "./catalogue";
import { drawPicture } from "./draw-picture";
import { ELECTRONICS } from "./electronics";

export type Member = { name: string; email: string; phone: string };

/** One example business: who owns it, on which channel it is found, where it is paid, what it sells. */
export type DemoBusiness = {
  owner: Member;
  business: string;
  /** Whoever sells the products beside the owner; without one the owner does. */
  vendor?: Member;
  channel: {
    platform: "whatsapp" | "instagram";
    externalId: string;
    accountId?: string;
    login?: "instagram";
    displayHandle: string;
    token: string;
  };
  account: { bankCode: string; bankName: string; accountNumber: string; accountName: string };
  products: {
    name: string;
    aliases: string[];
    priceKobo: number;
    floorPriceKobo: number | null;
    stock: number | null;
    draw: () => Promise<Buffer>;
  }[];
};

/** On WhatsApp. The number and token are the simulator's; the account fits its check digit (CBN NUBAN). */
export const ADA: DemoBusiness = {
  owner: { name: "Ada", email: "ada@adasfashion.example", phone: "+2348030002002" },
  business: "Ada's Fashion",
  channel: {
    platform: "whatsapp",
    externalId: "106540352242922",
    accountId: "102290129340398",
    displayHandle: "+234 803 000 1001",
    token: "EAAsimulatedAdasFashion0123456789abcdefghijklmnopqrstuvwxyz",
  },
  account: {
    bankCode: "011",
    bankName: "First Bank",
    accountNumber: "0000014579",
    accountName: "ADA'S FASHION",
  },
  products: CATALOGUE.map(({ picture, ...product }) => ({ ...product, draw: () => drawPicture(picture) })),
};

/** On Instagram, with a vendor of his own. Account and token are the simulator's; the bank account fits its check digit. */
export const TUNDE: DemoBusiness = {
  owner: { name: "Tunde", email: "tunde@tundeelectronics.example", phone: "+2348030004004" },
  business: "Tunde Electronics",
  vendor: { name: "Femi", email: "femi@tundeelectronics.example", phone: "+2348030003003" },
  channel: {
    platform: "instagram",
    externalId: "17841405822304914",
    login: "instagram",
    displayHandle: "@tunde.electronics",
    token: "IGAAsimulatedTundeElectronics0123456789abcdefghijklmnopqrstuv",
  },
  account: {
    bankCode: "058",
    bankName: "GTBank",
    accountNumber: "0122481636",
    accountName: "TUNDE ELECTRONICS",
  },
  products: ELECTRONICS,
};
