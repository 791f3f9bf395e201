import { migrate } from "@/db/migrate";

const adminUrl = process.env.DATABASE_ADMIN_URL;
const runtimeUrl = process.env.DATABASE_URL;

if (!adminUrl || !runtimeUrl) {
  process.stderr.write(
    "DATABASE_ADMIN_URL (owner of the schema) and DATABASE_URL (runtime login) are both needed.\n",
  );
  process.exit(2);
}

migrate({ adminUrl, runtimeUrl }).then(
  () => process.stdout.write("The database is up to date.\n"),
  (error: Error) => {
    process.stderr.write(`The database was not migrated: ${error.message}\n`);
    process.exitCode = 1;
  },
);
