import { type DeviceStyle, drawDevice } from "./draw-device";

const device = (picture: DeviceStyle) => () => drawDevice(picture);

/** What Tunde Electronics sells in the demo. Prices in kobo. */
export const ELECTRONICS = [
  {
    name: "HP EliteBook 840 laptop",
    aliases: ["hp laptop", "laptop", "elitebook", "hp elitebook", "hp"],
    priceKobo: 25_000_000,
    floorPriceKobo: 23_000_000,
    stock: 12,
    draw: device({ shape: "laptop", body: "#8d969e", accent: "#3a8ddb", ground: "#e9eef2" }),
  },
  {
    name: "Dell Latitude 7490",
    aliases: ["dell", "latitude", "dell latitude"],
    priceKobo: 31_000_000,
    floorPriceKobo: 29_000_000,
    stock: 6,
    draw: device({ shape: "laptop", body: "#2e353b", accent: "#3fb68b", ground: "#ecece6" }),
  },
  {
    name: "Samsung 24-inch monitor",
    aliases: ["monitor", "samsung monitor", "screen"],
    priceKobo: 14_500_000,
    floorPriceKobo: null,
    stock: 9,
    draw: device({ shape: "monitor", body: "#22282d", accent: "#6a7cf0", ground: "#e8eaf3" }),
  },
  {
    name: "HP LaserJet printer",
    aliases: ["printer", "laserjet"],
    priceKobo: 18_500_000,
    floorPriceKobo: 17_500_000,
    stock: 4,
    draw: device({ shape: "printer", body: "#4a5158", accent: "#2fa86b", ground: "#eef0ea" }),
  },
  {
    name: "Wireless mouse",
    aliases: ["mouse"],
    priceKobo: 850_000,
    floorPriceKobo: null,
    stock: 40,
    draw: device({ shape: "mouse", body: "#30363c", accent: "#e2603c", ground: "#f3ebe4" }),
  },
  {
    name: "Carrying bag 15.6 inch",
    aliases: ["carrying bag", "bag"],
    priceKobo: 1_200_000,
    floorPriceKobo: null,
    stock: null,
    draw: device({ shape: "bag", body: "#27445c", accent: "#e0b04a", ground: "#e9eef0" }),
  },
];
