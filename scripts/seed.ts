import { eq } from "drizzle-orm";
import { closeDatabase } from "@/db/client";
import { identities } from "@/db/schema/people";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import { ADA, type DemoBusiness, TUNDE } from "./seed/businesses";
import { createBusiness } from "./seed/create-business";

/** Who to be in the demo: Ada's shop on WhatsApp and, beside it, Tunde's on Instagram. */
export const DEMO_PEOPLE = {
  ceo: { ...ADA.owner, business: ADA.business },
  buyer: { name: "Chinedu", phone: "+2348031234567" },
  instagram: {
    ceo: { ...TUNDE.owner, business: TUNDE.business },
    vendor: TUNDE.vendor as NonNullable<DemoBusiness["vendor"]>,
    buyer: { name: "Amina", phone: "+2348059876543" },
  },
};

/** Puts each example business that is not there yet into the database; gives the people to be. Uses the runtime login of `DATABASE_URL`. */
export async function seed(): Promise<typeof DEMO_PEOPLE> {
  for (const business of [ADA, TUNDE]) {
    if (!(await isKnown(business))) await createBusiness(business);
  }
  await closeDatabase();
  return DEMO_PEOPLE;
}

async function isKnown({ owner }: DemoBusiness): Promise<boolean> {
  const known = await withPlatform((tx) =>
    tx.select({ id: identities.id }).from(identities).where(eq(identities.phone, owner.phone)),
  );
  return known.length > 0;
}
