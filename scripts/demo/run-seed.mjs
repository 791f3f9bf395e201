import { seed } from "../../dist/seed.mjs";

/** Prints the people of the example business as JSON; the environment is the product's. */
const people = await seed(process.env.DATABASE_URL);
process.stdout.write(JSON.stringify(people));
process.exit(0);
