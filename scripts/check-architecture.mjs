import { checkRepository } from "./architecture/check.mjs";
import { REPO_ROOT } from "./setup/tools.mjs";

try {
  console.log(`The architecture holds: ${checkRepository(REPO_ROOT)}.`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
