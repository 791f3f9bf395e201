import { seed } from "../../dist/seed.mjs";

/** Prints the people of the example business as JSON in its last line; the environment is the product's. */
const people = await seed();
process.stdout.write(`\n${JSON.stringify(people)}\n`, () => process.exit(0));
