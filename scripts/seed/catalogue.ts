import type { PictureStyle } from "./draw-picture";

/** What Ada's Fashion sells in the demo. Prices in kobo. */
export const CATALOGUE: {
  name: string;
  aliases: string[];
  priceKobo: number;
  floorPriceKobo: number | null;
  stock: number | null;
  picture: PictureStyle;
}[] = [
  {
    name: "Red ankara dress",
    aliases: ["red gown", "ankara gown", "red ankara", "ankara dress"],
    priceKobo: 1_250_000,
    floorPriceKobo: 1_100_000,
    stock: 8,
    picture: { shape: "dress", cloth: "#b3261e", motif: "#f2b134", ground: "#f6eadb" },
  },
  {
    name: "Blue adire maxi",
    aliases: ["adire gown", "blue gown", "blue maxi", "adire dress"],
    priceKobo: 1_800_000,
    floorPriceKobo: 1_600_000,
    stock: 5,
    picture: { shape: "maxi", cloth: "#1f3f77", motif: "#9fc0e8", ground: "#eaf0f4" },
  },
  {
    name: "Green aso-oke gele",
    aliases: ["gele", "head tie", "headtie", "aso oke"],
    priceKobo: 650_000,
    floorPriceKobo: null,
    stock: 12,
    picture: { shape: "gele", cloth: "#1d6b4a", motif: "#d9b24c", ground: "#f1efe2" },
  },
  {
    name: "White lace kaftan",
    aliases: ["kaftan", "caftan", "boubou", "white kaftan"],
    priceKobo: 2_200_000,
    floorPriceKobo: 2_000_000,
    stock: 4,
    picture: { shape: "kaftan", cloth: "#f7f4ee", motif: "#c9b99b", ground: "#dfe7e2" },
  },
  {
    name: "Ankara tote bag",
    aliases: ["tote", "bag", "ankara bag", "handbag"],
    priceKobo: 500_000,
    floorPriceKobo: null,
    stock: null,
    picture: { shape: "bag", cloth: "#7a3e9d", motif: "#f08a3c", ground: "#f7ede4" },
  },
  {
    name: "Coral bead necklace",
    aliases: ["coral beads", "necklace", "beads"],
    priceKobo: 950_000,
    floorPriceKobo: null,
    stock: 6,
    picture: { shape: "beads", cloth: "#d1452c", motif: "#f3c6a5", ground: "#efe7da" },
  },
];
