/** Every violation below `root`, as `file: sentence`, and how much was looked at. */
export function findViolations(root: string): { violations: string[]; files: number; imports: number };

/** Checks the repository; gives a remark on how much was read, throws with all violations. */
export function checkRepository(root: string): string;
