import localFont from "next/font/local";

/** All text. Variable 400-700, with ₦ and the Yoruba, Igbo and Hausa letters. */
export const sans = localFont({
  src: "./fonts/inter-variable.woff2",
  weight: "400 700",
  display: "swap",
  variable: "--font-inter",
});

/** Landing headlines and big numbers only. Not preloaded: most pages never show it. */
export const display = localFont({
  src: "./fonts/bricolage-grotesque-bold.woff2",
  weight: "700",
  display: "swap",
  preload: false,
  variable: "--font-bricolage",
});
